package porchlight.listing;

import java.util.List;
import java.util.stream.Collectors;
import porchlight.message.Messages;

/** An MLS profile cannot be used. Lists everything that is wrong with it. */
public final class InvalidProfile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /** @param faults at least one */
    public InvalidProfile(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /**
     * One thing wrong.
     * @param file name of the preset's file, or path of the owner's
     * @param key path of the key such as {@code mls.timeZone}; empty for the file as a whole
     */
    public record Fault(String file, String key, String problem, String remedy) {
        /**
         * A fault by the key of its message; that of its remedy ends in {@code .fix}.
         * @param values arguments of both messages
         */
        static Fault of(String file, String key, String message, Object... values) {
            return new Fault(file, key, Messages.text(message, values), Messages.text(message + ".fix", values));
        }

        @Override
        public String toString() {
            return file + ": " + (key.isEmpty() ? "" : key + ": ") + problem + " " + remedy;
        }
    }

    public List<Fault> faults() {
        return faults;
    }
}
