package porchlight;

import picocli.CommandLine.IVersionProvider;

/** Which Porchlight this is. */
final class Version implements IVersionProvider {
    /** Name and version as in a User-Agent. */
    static String product() {
        var version = Version.class.getPackage().getImplementationVersion();
        return "Porchlight/" + (version == null ? "development" : version);
    }

    @Override
    public String[] getVersion() {
        return new String[] {product().replace('/', ' ')};
    }
}
