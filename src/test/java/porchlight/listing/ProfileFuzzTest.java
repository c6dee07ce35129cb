package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever stands in an owner's profile, it is display rules or a list of what is wrong, never a fault. */
class ProfileFuzzTest {
    private static Path file;

    @BeforeContainer
    static void start() throws IOException {
        file = Files.createTempFile("profile", ".yaml");
    }

    @AfterContainer
    static void stop() throws IOException {
        Files.delete(file);
    }

    @Provide
    Arbitrary<String> profiles() {
        var keys = Arbitraries.of(
                "extends",
                "source",
                "demonstration",
                "mls",
                "name",
                "timeZone",
                "feed",
                "hardMaxAge",
                "atom",
                "attribution",
                "labels",
                "office",
                "contactOrder",
                "agentOnCard",
                "status",
                "allowed",
                "history",
                "shown",
                "sold",
                "enabled",
                "search",
                "maxResults",
                "disclaimer",
                "paragraphs",
                "excluded",
                "logo",
                "url",
                "alt",
                "width",
                "copyright",
                "owner",
                "eula",
                "dmca",
                "email",
                "optOut",
                "listing",
                "sharing",
                "maxFields",
                "photos",
                "resize",
                "unknown");
        var scalars = Arbitraries.oneOf(
                Arbitraries.of(
                        "nar",
                        "mlsgrid",
                        "demo",
                        "true",
                        "false",
                        "null",
                        "~",
                        "PT12H",
                        "PT999999999999H",
                        "-PT1H",
                        "America/Denver",
                        "UTC",
                        "+25:00",
                        "500",
                        "-1",
                        "1e400",
                        "99999999999999999999",
                        "0x1F",
                        "[]",
                        "{}",
                        "[Active, Sold]",
                        "[[]]",
                        "[{a: b}]",
                        "\"{year} {mls} {evil}\"",
                        "\"courtesy of\"",
                        "javascript:alert(1)",
                        "&a x",
                        "*a",
                        "!!java.net.URL x",
                        "!!binary AAAA",
                        "2026-01-01",
                        "|",
                        ">-",
                        "'"),
                Arbitraries.strings().ofMaxLength(20));
        var lines = Combinators.combine(
                        Arbitraries.integers().between(0, 3), keys, scalars, Arbitraries.of(": ", ":", ":\n", " "))
                .as((depth, key, value, colon) -> "  ".repeat(depth) + key + colon + value);
        var dotted = Combinators.combine(keys, keys, scalars)
                .as((one, other, value) -> one + ": { " + other + ": " + value + " }");
        return Arbitraries.oneOf(
                Arbitraries.oneOf(lines, dotted).list().ofMaxSize(12).map(all -> String.join("\n", all)),
                dotted.list()
                        .uniqueElements(line -> line.split(":")[0])
                        .ofMaxSize(8)
                        .map(all -> "extends: demo\n" + String.join("\n", all)),
                Arbitraries.strings().ofMaxLength(120));
    }

    @Property(tries = 1_500, seed = "20261124", shrinking = ShrinkingMode.OFF)
    void aFileIsAProfileOrTellsWhatIsWrong(@ForAll("profiles") String yaml) throws IOException {
        Files.write(file, yaml.getBytes(StandardCharsets.UTF_8));
        try {
            var profile = MlsProfiles.load(file.toString());
            assertFalse(profile.name().isBlank());
            assertFalse(profile.disclaimer().paragraphs().isEmpty());
        } catch (InvalidProfile told) {
            assertFalse(told.faults().isEmpty());
            for (var fault : told.faults())
                assertFalse(fault.problem().isBlank() || fault.remedy().isBlank());
        }
    }

    @Property(tries = 300, seed = "20261124")
    void aNameIsAPresetOrTellsThatItIsNone(@ForAll String name) {
        try {
            MlsProfiles.load(name);
        } catch (InvalidProfile told) {
            assertFalse(told.faults().isEmpty());
        }
    }

    @Example
    void filesThatMultiplyNestOrAreEndlessAreRefused() throws IOException {
        var bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c < 'k'; c++)
            bomb.append(c)
                    .append(": &")
                    .append(c)
                    .append(" [")
                    .append(("*" + (char) (c - 1) + ", ").repeat(9))
                    .append("x]\n");
        for (var yaml : new String[] {
            bomb.toString(), "[".repeat(100_000), "a: {".repeat(5_000), "a: \"" + "x".repeat(1_000_000) + "\""
        }) {
            Files.writeString(file, yaml);
            assertThrows(InvalidProfile.class, () -> MlsProfiles.load(file.toString()));
        }
    }
}
