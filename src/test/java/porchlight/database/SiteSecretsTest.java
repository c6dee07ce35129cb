package porchlight.database;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteSecretsTest {
    @TempDir
    Path directory;

    @Test
    void aSecretSurvivesARestart() {
        var file = directory.resolve("data").resolve("secrets");
        var media = SiteSecrets.inFile(file).of("media");
        var form = SiteSecrets.inFile(file).of("form");

        var restarted = SiteSecrets.inFile(file);

        assertEquals(32, media.length);
        assertArrayEquals(media, restarted.of("media"));
        assertArrayEquals(form, restarted.of("form"));
        assertFalse(Arrays.equals(media, form));
    }

    @Test
    void nobodyElseMayReadThem() throws Exception {
        var file = directory.resolve("data").resolve("secrets");

        SiteSecrets.inFile(file).of("media");

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    }

    @Test
    void whatIsHandedOutCannotChangeTheSecret() {
        var secrets = SiteSecrets.inMemory();
        var first = secrets.of("media");

        Arrays.fill(secrets.of("media"), (byte) 0);

        assertArrayEquals(first, secrets.of("media"));
    }

    @Test
    void aSecretThatCannotBeStoredIsNeverGuessable() throws Exception {
        var notADirectory = Files.createFile(directory.resolve("file"));
        var secrets = SiteSecrets.inFile(notADirectory.resolve("secrets"));

        assertFalse(Arrays.equals(new byte[32], secrets.of("media")));
        assertFalse(Arrays.equals(secrets.of("media"), secrets.of("media")));
    }
}
