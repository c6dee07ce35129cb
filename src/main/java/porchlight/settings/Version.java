package porchlight.settings;

import picocli.CommandLine.IVersionProvider;

/** The version of Porchlight. */
public final class Version implements IVersionProvider {
    /** Name and version as in a User-Agent. */
    public static String product() {
        var version = Version.class.getPackage().getImplementationVersion();
        return "Porchlight/" + (version == null ? "development" : version);
    }

    @Override
    public String[] getVersion() {
        return new String[] {product().replace('/', ' ')};
    }
}
