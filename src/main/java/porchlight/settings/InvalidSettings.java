package porchlight.settings;

import java.util.List;
import java.util.stream.Collectors;

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
     * @param variable name of the environment variable
     * @param problem what is wrong; never contains a secret
     * @param remedy how to fix it
     */
    public record Fault(String variable, String problem, String remedy) {}

    /** In the order of {@link Variable}. */
    public List<Fault> faults() {
        return faults;
    }

    private static String message(List<Fault> faults) {
        var heading = faults.size() == 1 ? "1 setting is wrong:" : faults.size() + " settings are wrong:";
        return faults.stream()
                .map(fault -> "  " + fault.variable() + ": " + fault.problem() + "\n      " + fault.remedy())
                .collect(Collectors.joining("\n", heading + "\n", ""));
    }
}
