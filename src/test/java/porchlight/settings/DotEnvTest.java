package porchlight.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotEnvTest {
    @TempDir
    private Path directory;

    @Test
    void fileIsReadUnderTheProcess() throws IOException {
        Files.writeString(directory.resolve(".env"), """
                # ours
                PORT=9000
                SITE_NAME="Elm Street"
                """);

        var variables = DotEnv.read(directory, Map.of("PORT", "9100"));

        assertEquals(Map.of("PORT", "9100", "SITE_NAME", "Elm Street"), variables);
    }

    @Test
    void fileNeedNotExist() {
        assertEquals(Map.of("PORT", "1"), DotEnv.read(directory, Map.of("PORT", "1")));
    }

    /** As Notepad, Windows and shells write it. */
    @Test
    void byteOrderMarkCarriageReturnsAndExportAreAccepted() throws IOException {
        Files.writeString(
                directory.resolve(".env"),
                "\uFEFFPORT=9000\r\n\r\nexport SITE_NAME='Elm Street'\r\n  # ours\r\nSITE_PHONE = 1 # office\r\n");

        assertEquals(
                Map.of("PORT", "9000", "SITE_NAME", "Elm Street", "SITE_PHONE", "1"), DotEnv.read(directory, Map.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            A=p#ss=w@rd             | p#ss=w@rd
            A="say \\"hi\\" # c"     | say "hi" # c
            A='it "is" $5 \\ #'      | it "is" $5 \\ #
            A=                      | ``
            A= # nothing            | ``
            A=#nothing              | ``
            A=it's                  | it's
            A="x"#c                 | x
            """)
    void valuesAreReadAsShellsReadThem(String line, String value) throws IOException {
        Files.writeString(directory.resolve(".env"), line);

        assertEquals(Map.of("A", value), DotEnv.read(directory, Map.of()));
    }

    @Test
    void badLinesAreNamedByTheirNumbers() throws IOException {
        Files.writeString(directory.resolve(".env"), "PORT=1\n\n# fine\nno value\nSITE_NAME=\"open\n");

        var refused = assertThrows(InvalidSettings.class, () -> DotEnv.read(directory, Map.of()));

        assertEquals(
                List.of("Line 4", "Line 5"),
                refused.faults().stream()
                        .map(fault -> fault.problem().substring(0, 6))
                        .toList());
    }

    @Test
    void unreadableLineIsRefusedWithoutBeingQuoted() throws IOException {
        Files.writeString(directory.resolve(".env"), "RESO_ACCESS_TOKEN s3cret\n");

        var refused = assertThrows(InvalidSettings.class, () -> DotEnv.read(directory, Map.of()));

        assertEquals(".env", refused.faults().get(0).variable());
        assertFalse(String.valueOf(refused.getMessage()).contains("s3cret"));
    }
}
