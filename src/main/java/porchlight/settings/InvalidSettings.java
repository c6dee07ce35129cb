package porchlight.settings;

import java.util.List;
import java.util.stream.Collectors;
import porchlight.message.Messages;

/** Thrown at startup if settings are invalid. Lists all faults. */
public final class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /** @param faults at least one */
    public InvalidSettings(List<Fault> faults) {
        super(message(faults));
        this.faults = List.copyOf(faults);
    }

    /**
     * An invalid setting.
     *
     * @param variable name of the environment variable, or file and line in the brand folder
     * @param problem what is wrong; never contains a secret
     * @param remedy how to fix it
     */
    public record Fault(String variable, String problem, String remedy) {
        /**
         * A fault by the key of its message; that of its remedy ends in {@code .fix}.
         *
         * @param values arguments of both messages
         */
        public static Fault of(String variable, String key, Object... values) {
            return new Fault(variable, Messages.text(key, values), Messages.text(key + ".fix", values));
        }
    }

    /** In the order of {@link Variable}, then of the files. */
    public List<Fault> faults() {
        return faults;
    }

    private static String message(List<Fault> faults) {
        var heading = Messages.text("settings.faults", faults.size());
        return faults.stream()
                .map(fault -> "  " + fault.variable() + ": " + fault.problem() + "\n      " + fault.remedy())
                .collect(Collectors.joining("\n", heading + "\n", ""));
    }
}
