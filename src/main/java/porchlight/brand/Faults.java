package porchlight.brand;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, and what was changed, while a brand folder is read; readers continue with a harmless value. */
final class Faults {
    private final List<BrandFault> faults = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Records a fault.
     *
     * @param key of its message; that of its remedy ends in {@code .fix}
     */
    void add(String file, int line, String key, Object... values) {
        var fault = BrandFault.of(file, line, key, values);
        if (!faults.contains(fault)) faults.add(fault);
    }

    /** Records what the owner should know but needn't fix. */
    void note(String sentence) {
        notes.add(sentence);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** @throws InvalidBrand if any fault was recorded */
    void refuse() throws InvalidBrand {
        if (!faults.isEmpty()) throw new InvalidBrand(faults);
    }
}
