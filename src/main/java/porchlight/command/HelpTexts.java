package porchlight.command;

import java.util.Collections;
import java.util.Enumeration;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/** Descriptions of commands and their options, as picocli asks for them: {@code porchlight.check.usage.description}. */
public final class HelpTexts extends ResourceBundle {
    private static final String PREFIX = "command.help.";

    @Override
    protected @Nullable Object handleGetObject(String key) {
        return Messages.keys().contains(PREFIX + key) ? Messages.text(PREFIX + key) : null;
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(Messages.keys().stream()
                .filter(key -> key.startsWith(PREFIX))
                .map(key -> key.substring(PREFIX.length()))
                .toList());
    }
}
