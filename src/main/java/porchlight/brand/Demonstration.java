package porchlight.brand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

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
            var site = Objects.requireNonNull(Demonstration.class.getResource(SITE), SITE)
                    .toURI();
            if (site.getScheme().equals("jar")) openJar(site);
            return SiteYaml.read(Path.of(site).getParent(), Palette.ours(), known);
        } catch (URISyntaxException | InvalidBrand faulty) {
            throw new IllegalStateException(faulty);
        }
    }

    private static void openJar(URI uri) {
        try {
            FileSystems.newFileSystem(uri, Map.of());
        } catch (FileSystemAlreadyExistsException alreadyOpen) {
            // Templates are read from it, too.
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot read " + uri, fault);
        }
    }
}
