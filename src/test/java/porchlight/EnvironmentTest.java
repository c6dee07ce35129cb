package porchlight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    @TempDir
    private Path directory;

    @Test
    void fileIsReadUnderTheProcess() throws IOException {
        Files.writeString(directory.resolve(".env"), """
                # ours
                PORT=9000
                SITE_NAME="Elm Street"
                """);

        var variables = Environment.read(directory, Map.of("PORT", "9100"));

        assertEquals(Map.of("PORT", "9100", "SITE_NAME", "Elm Street"), variables);
    }

    @Test
    void fileNeedNotExist() {
        assertEquals(Map.of("PORT", "1"), Environment.read(directory, Map.of("PORT", "1")));
    }

    @Test
    void unreadableLineIsRefusedWithoutBeingQuoted() throws IOException {
        Files.writeString(directory.resolve(".env"), "RESO_ACCESS_TOKEN s3cret\n");

        var refused = assertThrows(InvalidSettings.class, () -> Environment.read(directory, Map.of()));

        assertEquals(".env", refused.faults().get(0).variable());
        assertFalse(String.valueOf(refused.getMessage()).contains("s3cret"));
    }
}
