package porchlight.listing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.unbescape.html.HtmlEscape;

/**
 * A text as people read it, for comparison: URL and HTML escapes are undone, however often they
 * were applied, and letters are in lower case, of ordinary width, and without accents. Keeps the
 * original position of each character.
 */
final class ReadableText {
    /** An HTML character reference, with its semicolon. */
    static final Pattern ENTITY = Pattern.compile("&(?:#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});");

    private static final Pattern ESCAPE = Pattern.compile("(?:%[0-9A-Fa-f]{2})+|" + ENTITY.pattern());
    private static final Pattern MARKS = Pattern.compile("[\\p{M}\\p{Cf}]+");
    private static final char FRACTION_SLASH = '\u2044';
    /** How often a text may have been escaped; each round shortens it, so all rounds together stay linear. */
    private static final int MOST_ROUNDS = 6;

    private final StringBuilder text;
    /**
     * Where each character began and ended in the original; null if the positions are the same.
     */
    private int @Nullable [] from;

    private int @Nullable [] to;

    private ReadableText(int length) {
        this.text = new StringBuilder(length);
        this.from = new int[length];
        this.to = new int[length];
    }

    private ReadableText(String sameLength) {
        this.text = new StringBuilder(sameLength);
    }

    static ReadableText of(String original) {
        var escaped = new ReadableText(original);
        for (int round = 0; round < MOST_ROUNDS && ESCAPE.matcher(escaped.text).find(); round++)
            escaped = escaped.unescaped();
        return escaped.folded();
    }

    String text() {
        return text.toString();
    }

    /** Where the character at an index began in the original. */
    int from(int at) {
        return from == null ? at : from[at];
    }

    /** Where the character before an index ended in the original. */
    int to(int end) {
        return to == null ? end : to[end - 1];
    }

    private ReadableText unescaped() {
        var plain = new ReadableText(text.length());
        var escape = ESCAPE.matcher(text);
        var at = 0;
        while (escape.find()) {
            plain.copy(this, at, escape.start());
            at = escape.end();
            if (text.charAt(escape.start()) == '%') plain.addBytes(this, escape.start(), at);
            else plain.add(HtmlEscape.unescapeHtml(escape.group()), from(escape.start()), to(at));
        }
        plain.copy(this, at, text.length());
        return plain;
    }

    /** The characters of "%C3%B1", or of "%F1" if it is not UTF-8. */
    private void addBytes(ReadableText other, int start, int end) {
        var bytes = new byte[(end - start) / 3];
        for (int at = 0; at < bytes.length; at++)
            bytes[at] = (byte) Integer.parseInt(other.text, start + 3 * at + 1, start + 3 * at + 3, 16);
        for (int at = 0; at < bytes.length; ) {
            var length = Math.min(utf8Length(bytes[at]), bytes.length - at);
            String character;
            try {
                character = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes, at, length))
                        .toString();
            } catch (CharacterCodingException otherCharset) {
                length = 1;
                character = new String(bytes, at, 1, StandardCharsets.ISO_8859_1);
            }
            add(character, other.from(start + 3 * at), other.to(start + 3 * (at + length)));
            at += length;
        }
    }

    private static int utf8Length(byte first) {
        return Math.max(1, Integer.numberOfLeadingZeros(~(first << 24)));
    }

    private ReadableText folded() {
        if (from == null && isAscii(text))
            return new ReadableText(text.toString().toLowerCase(Locale.ROOT));
        var plain = new ReadableText(text.length());
        for (int at = 0; at < text.length(); ) {
            var end = at + Character.charCount(text.codePointAt(at));
            plain.add(folded(text.substring(at, end)), from(at), to(end));
            at = end;
        }
        return plain;
    }

    private static String folded(String character) {
        if (isAscii(character)) return character.toLowerCase(Locale.ROOT);
        var parts = Normalizer.normalize(character, Normalizer.Form.NFKD);
        // "3½" is not thirty-one halves.
        if (parts.indexOf(FRACTION_SLASH) >= 0) parts = " " + parts;
        return MARKS.matcher(parts.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    private static boolean isAscii(CharSequence text) {
        for (int at = 0; at < text.length(); at++) if (text.charAt(at) > 127) return false;
        return true;
    }

    private void copy(ReadableText other, int start, int end) {
        for (int at = start; at < end; at++)
            add(String.valueOf(other.text.charAt(at)), other.from(at), other.to(at + 1));
    }

    private void add(String characters, int start, int end) {
        if (from == null || to == null) throw new IllegalStateException("a text of the same places");
        if (text.length() + characters.length() > from.length) {
            var length = 2 * from.length + characters.length();
            from = Arrays.copyOf(from, length);
            to = Arrays.copyOf(to, length);
        }
        Arrays.fill(from, text.length(), text.length() + characters.length(), start);
        Arrays.fill(to, text.length(), text.length() + characters.length(), end);
        text.append(characters);
    }
}
