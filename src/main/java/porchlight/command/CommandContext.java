package porchlight.command;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import porchlight.settings.DotEnv;
import porchlight.settings.InvalidSettings;

/**
 * The environment of a command.
 *
 * @param variables of the process, without {@code .env}
 * @param directory contains {@code .env} and {@code data/}
 * @param input what the user types, or what comes from a file
 * @param person who answers questions; null if nobody sits at a terminal
 */
public record CommandContext(
        Map<String, String> variables,
        Path directory,
        BufferedReader input,
        InstantSource clock,
        @Nullable Person person) {

    /** With nobody at a terminal. */
    public CommandContext(Map<String, String> variables, Path directory, BufferedReader input, InstantSource clock) {
        this(variables, directory, input, clock, null);
    }

    /**
     * The variables, including those in {@code .env}, which the process's own override.
     *
     * @throws InvalidSettings if the file cannot be read
     */
    Map<String, String> environment() {
        return DotEnv.read(directory, variables);
    }
}
