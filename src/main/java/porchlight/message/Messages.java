package porchlight.message;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sentences that people read, whole and by key, from {@code messages/*.properties}. The part of a key before its first
 * dot names its file. Arguments and plural forms are those of {@link MessageFormat}: {@code {0}} for words,
 * {@code {0,number}} for numbers, {@code {0,choice,0#No homes|1#1 home|1<{0,number} homes}} for what is counted. A part of a
 * sentence that is marked up stands between tags, {@code <all>see all homes</all>}; the template says what it becomes.
 */
public final class Messages {
    private static final List<String> FILES = List.of(
            "layout",
            "error",
            "home",
            "notice",
            "ownpage",
            "people",
            "search",
            "listing",
            "place",
            "saved",
            "lead",
            "mail",
            "embed",
            "pages",
            "share",
            "script",
            "settings",
            "profile",
            "brand",
            "check",
            "compliance",
            "command");

    private static final Pattern MARKED = Pattern.compile("<(\\w+)>(.*?)</\\1>");
    private static final Map<String, Message> BY_KEY = read();

    private Messages() {}

    /**
     * A part of a sentence.
     *
     * @param slot the name of the tag around it, null where there is none
     */
    public record Part(@Nullable String slot, String text) {}

    /** Its pattern is read when it is first asked for, because a process asks for few of them. */
    private static final class Message {
        private final String pattern;
        private volatile @Nullable List<Piece> pieces;

        Message(String pattern) {
            this.pattern = pattern;
        }

        List<Piece> pieces() {
            var known = pieces;
            if (known != null) return known;
            var read = split(pattern);
            pieces = read;
            return read;
        }
    }

    /** A part of a message, its pattern read. Formats are not safe for use by several threads. */
    private record Piece(@Nullable String slot, MessageFormat format) {
        String text(Object[] values) {
            synchronized (format) {
                return format.format(values);
            }
        }
    }

    /**
     * A sentence.
     *
     * @param values its arguments; dates and money come as text
     * @throws IllegalArgumentException if there is no such message
     */
    public static String text(String key, Object... values) {
        var pieces = pieces(key);
        if (pieces.size() == 1) return pieces.get(0).text(values);
        var text = new StringBuilder();
        for (var piece : pieces) text.append(piece.text(values));
        return text.toString();
    }

    /** A sentence in parts, for one with links in it. */
    public static List<Part> parts(String key, Object... values) {
        return pieces(key).stream()
                .map(piece -> new Part(piece.slot, piece.text(values)))
                .toList();
    }

    /** Every key there is. */
    public static Set<String> keys() {
        return BY_KEY.keySet();
    }

    private static List<Piece> pieces(String key) {
        var message = BY_KEY.get(key);
        if (message == null) throw new IllegalArgumentException("no message " + key);
        return message.pieces();
    }

    private static Map<String, Message> read() {
        var byKey = new HashMap<String, Message>();
        for (var file : FILES) {
            var messages = new Properties();
            var resource = Messages.class.getResourceAsStream("/messages/" + file + ".properties");
            if (resource == null) throw new IllegalStateException("no messages/" + file + ".properties");
            try (var reader = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
                messages.load(reader);
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
            for (var key : messages.stringPropertyNames()) {
                if (!key.startsWith(file + "."))
                    throw new IllegalStateException(key + " does not belong in " + file + ".properties");
                byKey.put(key, new Message(messages.getProperty(key)));
            }
        }
        return Map.copyOf(byKey);
    }

    private static List<Piece> split(String pattern) {
        var pieces = new ArrayList<Piece>();
        var marked = MARKED.matcher(pattern);
        var end = 0;
        while (marked.find()) {
            if (marked.start() > end) pieces.add(piece(null, pattern.substring(end, marked.start())));
            pieces.add(piece(marked.group(1), marked.group(2)));
            end = marked.end();
        }
        if (end < pattern.length() || pieces.isEmpty()) pieces.add(piece(null, pattern.substring(end)));
        return List.copyOf(pieces);
    }

    private static Piece piece(@Nullable String slot, String pattern) {
        return new Piece(slot, new MessageFormat(pattern, Locale.US));
    }
}
