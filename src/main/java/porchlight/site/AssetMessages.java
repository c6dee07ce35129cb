package porchlight.site;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * Messages in scripts and style sheets, written as in templates: {@code '#{script.saved}'}, or {@code `#{script.homes.other(count)}`} in
 * a template literal, where {@code count} is a name in the script. No message has a straight quote, which would end the
 * literal.
 */
final class AssetMessages {
    private static final Pattern MESSAGE = Pattern.compile("#\\{([\\w.-]+)(?:\\(([\\w, ]*)\\))?}");

    private AssetMessages() {}

    /** @throws IllegalArgumentException if there is no such message */
    static byte[] filledIn(byte[] text) {
        var source = new String(text, StandardCharsets.UTF_8);
        if (!source.contains("#{")) return text;
        return MESSAGE.matcher(source)
                .replaceAll(found -> Matcher.quoteReplacement(text(found.group(1), found.group(2))))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String text(String key, @Nullable String names) {
        var values = names == null
                ? Stream.<String>empty()
                : Arrays.stream(names.split(", ")).map(name -> "${" + name + "}");
        return Messages.text(key, values.toArray());
    }
}
