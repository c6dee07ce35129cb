package porchlight.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AssetMessagesTest {
    @Test
    void messagesStandInTheLiteralsOfAScript() {
        assertEquals("say('Link copied');", filledIn("say('#{script.link.copied}');"));
        assertEquals("say(`Home ${at} of ${all}`);", filledIn("say(`#{script.trail.position(at, all)}`);"));
        assertEquals("const id = `#${name}`;", filledIn("const id = `#${name}`;"));
    }

    @Test
    void messagesStandInStyleSheets() {
        assertEquals(
                ".card::after { content: \"Seen\"; color: #fff }",
                filledIn(".card::after { content: \"#{script.seen}\"; color: #fff }"));
    }

    @Test
    void anUnknownMessageStopsTheStart() {
        assertThrows(IllegalArgumentException.class, () -> filledIn("say('#{script.nothing}');"));
    }

    private static String filledIn(String script) {
        return new String(AssetMessages.filledIn(script.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
