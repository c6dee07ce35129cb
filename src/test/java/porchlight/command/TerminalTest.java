package porchlight.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final String LINE = "It isn’t “set” – 東京 🏠 …";

    private static String printed(Charset charset) {
        var bytes = new ByteArrayOutputStream();
        Terminal.on(bytes, charset).println(LINE);
        return bytes.toString(charset).stripTrailing();
    }

    @Test
    void quotesAndDotsAreAsciiWhereTheEncodingLacksThem() {
        assertEquals("It isn't \"set\" - ?? ? ...", printed(StandardCharsets.US_ASCII));
        assertEquals("It isn't \"set\" - ?? ? ...", printed(StandardCharsets.ISO_8859_1));
        assertEquals(LINE, printed(StandardCharsets.UTF_8));
    }
}
