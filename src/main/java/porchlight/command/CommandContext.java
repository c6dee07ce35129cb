package porchlight.command;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import porchlight.settings.DotEnv;
import porchlight.settings.InvalidSettings;

/**
 * What a command finds when it runs.
 *
 * @param variables those of the process, without {@code .env}
 * @param directory where {@code .env} and {@code data/} are
 * @param input what is typed
 */
public record CommandContext(Map<String, String> variables, Path directory, BufferedReader input, InstantSource clock) {

    /**
     * The variables with those of {@code .env} under them.
     *
     * @throws InvalidSettings if the file cannot be read
     */
    Map<String, String> environment() {
        return DotEnv.read(directory, variables);
    }
}
