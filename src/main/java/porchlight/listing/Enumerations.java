package porchlight.listing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** RESO enumeration values in readable form. */
public final class Enumerations {
    private static final Pattern ONE_WORD = Pattern.compile("[A-Za-z0-9_]+");
    /**
     * Word boundaries in run-together values: {@code SingleFamilyResidence}, {@code
     * ActiveUnderContract}, {@code 24HourSecurity}, {@code HOAFee}.
     */
    private static final Pattern RUN_TOGETHER =
            Pattern.compile("(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[0-9])(?=[A-Z][a-z])");
    /** Names in OData cannot begin with a digit. */
    private static final Pattern NUMBERED = Pattern.compile("^(?:Item|_)(?=[0-9])");

    /** Data Dictionary terms that cannot be derived from the letters of the value, by value. */
    private static final Map<String, String> TERMS = terms();

    private Enumerations() {}

    private static Map<String, String> terms() {
        try (var file = Enumerations.class.getResourceAsStream("/dictionary/terms.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toUnmodifiableMap(Spelling::letters, term -> term));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * The Data Dictionary's wording of a value. Values with a space or other punctuation are
     * already display strings.
     */
    public static String label(String value) {
        if (!ONE_WORD.matcher(value).matches()) return value;
        var term = TERMS.get(Spelling.letters(value));
        if (term != null) return term;
        var plain = NUMBERED.matcher(value).replaceFirst("");
        if (plain.indexOf('_') >= 0) return plain.replace('_', ' ').strip().replaceAll(" +", " ");
        return RUN_TOGETHER.matcher(plain).replaceAll(" ");
    }
}
