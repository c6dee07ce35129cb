package porchlight.command;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/** Writes in a terminal's encoding; where it lacks curly quotes, dashes, and dots, as in the C locale, in ASCII. */
public final class Terminal extends FilterWriter {
    private final CharsetEncoder encoder;

    private Terminal(Writer out, Charset charset) {
        super(out);
        this.encoder = charset.newEncoder();
    }

    /** Prints lines, each at once. */
    public static PrintWriter on(OutputStream stream, Charset charset) {
        return new PrintWriter(new Terminal(new OutputStreamWriter(stream, charset), charset), true);
    }

    /** The encoding of standard output and standard error. */
    public static Charset charset() {
        var name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        return name == null ? Charset.defaultCharset() : Charset.forName(name);
    }

    @Override
    public void write(int character) throws IOException {
        out.write(plain((char) character));
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        write(new String(characters, offset, length), 0, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        var plain = new StringBuilder();
        for (var character : text.substring(offset, offset + length).toCharArray()) plain.append(plain(character));
        out.write(plain.toString());
    }

    private String plain(char character) {
        if (encoder.canEncode(character) || Character.isSurrogate(character)) return String.valueOf(character);
        return switch (character) {
            case '‘', '’' -> "'";
            case '“', '”' -> "\"";
            case '–', '—' -> "-";
            case '…' -> "...";
            default -> String.valueOf(character);
        };
    }
}
