package porchlight.brand;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown if anything in the brand folder is wrong. Lists all faults. */
public final class InvalidBrand extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<BrandFault> faults;

    /** @param faults at least one */
    InvalidBrand(List<BrandFault> faults) {
        super(faults.stream().map(BrandFault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** In the order they were found. */
    public List<BrandFault> faults() {
        return faults;
    }
}
