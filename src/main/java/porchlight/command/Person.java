package porchlight.command;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Who sits at the terminal and answers questions. */
public interface Person {
    /** The next line; null if there is no more. */
    @Nullable
    String line();

    /** The next line, which the terminal doesn't show; null if there is no more. */
    @Nullable
    String secret();

    static Person at(Console console) {
        return new Person() {
            @Override
            public @Nullable String line() {
                return console.readLine();
            }

            @Override
            public @Nullable String secret() {
                var typed = console.readPassword();
                return typed == null ? null : new String(typed);
            }
        };
    }
}
