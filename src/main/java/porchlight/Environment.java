package porchlight;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The variables settings are read from. */
final class Environment {
    private Environment() {}

    /**
     * The variables of a directory's {@code .env} file, if it has one, under those of the process, which win.
     *
     * @throws InvalidSettings if the file cannot be read or understood
     */
    static Map<String, String> read(Path directory, Map<String, String> process) {
        var variables = new HashMap<String, String>();
        if (Files.exists(directory.resolve(".env"))) {
            try {
                var file = Dotenv.configure().directory(directory.toString()).load();
                for (DotenvEntry entry : file.entries(Dotenv.Filter.DECLARED_IN_ENV_FILE))
                    variables.put(entry.getKey(), entry.getValue());
            } catch (DotenvException unreadable) {
                // Without its message, which quotes the line and so perhaps a secret.
                throw new InvalidSettings(List.of(new InvalidSettings.Fault(
                        ".env",
                        "a line of " + directory.resolve(".env") + " cannot be read",
                        "write NAME=value on each line, # before comments")));
            }
        }
        variables.putAll(process);
        return Map.copyOf(variables);
    }
}
