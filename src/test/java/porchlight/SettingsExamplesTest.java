package porchlight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import porchlight.settings.CheckedSettings;
import porchlight.settings.DotEnv;

/** The documents' examples of settings start as they are written. */
class SettingsExamplesTest {
    private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path directory;

    private static String section(String document, String heading) throws IOException {
        var text = Files.readString(Path.of(document));
        var from = text.indexOf("\n" + heading + "\n");
        return text.substring(from, text.indexOf("\n#", from + heading.length() + 2));
    }

    private Path profile() throws IOException {
        return BLOCK.matcher(section("README.md", "## Connect your MLS"))
                .results()
                .filter(block -> block.group(1).equals("yaml"))
                .map(block -> {
                    try {
                        return Files.writeString(directory.resolve("mls.yaml"), block.group(2));
                    } catch (IOException fault) {
                        throw new IllegalStateException(fault);
                    }
                })
                .findFirst()
                .orElseThrow();
    }

    /** As if the program was started where the profile is. */
    private static Map<String, String> in(Path profile, Map<String, String> settings) {
        var resolved = new HashMap<>(settings);
        assertEquals("mls.yaml", resolved.put("MLS_PROFILE", profile.toString()));
        return resolved;
    }

    @Test
    void theFirstExampleStarts() throws Exception {
        var block = BLOCK.matcher(section("README.md", "## Connect your MLS"))
                .results()
                .filter(each -> each.group(1).isEmpty())
                .findFirst()
                .orElseThrow();
        Files.writeString(directory.resolve(".env"), block.group(2));

        var startup = CheckedSettings.read(in(profile(), DotEnv.read(directory, Map.of())));

        assertNotNull(startup.settings().feed());
        assertEquals("Your MLS", startup.profile().name());
    }

    @Test
    void theExampleForAPlatformStarts() throws Exception {
        var section = section("src/docs/deployment.md", "## A platform with a Procfile, and PostgreSQL");
        var settings = new HashMap<String, String>();
        var pair = Pattern.compile("\\b([A-Z_]{4,})=(\"[^\"]*\"|\\S+)").matcher(section);
        while (pair.find())
            settings.put(pair.group(1), pair.group(2).replace("\"", "").replace("…", "mls.example"));

        var startup = CheckedSettings.read(in(profile(), settings));

        assertNotNull(startup.settings().feed());
    }
}
