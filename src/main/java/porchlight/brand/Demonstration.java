package porchlight.brand;

/** The brand of the demonstration's brokerage: a folder that is packaged with the program. */
public final class Demonstration {
    private static final String SITE = "/brand/demonstration/site.yaml";

    private Demonstration() {}

    /**
     * Its brand.
     *
     * @throws IllegalStateException if it has faults
     */
    public static Brand brand(Known known) {
        try {
            return SiteYaml.read(Packaged.file(SITE).getParent(), Palette.ours(), known);
        } catch (InvalidBrand faulty) {
            throw new IllegalStateException(faulty);
        }
    }
}
