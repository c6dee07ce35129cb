package porchlight.brand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;

/** Files that are packaged with the program: in its jar, or beside freshly compiled classes. */
public final class Packaged {
    private Packaged() {}

    /**
     * The path of such a file.
     *
     * @param resource with a slash at its beginning
     * @throws IllegalStateException if it isn't packaged
     */
    public static Path file(String resource) {
        var found = Packaged.class.getResource(resource);
        if (found == null) throw new IllegalStateException(resource + " is not packaged with the program");
        try {
            var uri = found.toURI();
            if (uri.getScheme().equals("jar")) openJar(uri);
            return Path.of(uri);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void openJar(URI uri) {
        try {
            FileSystems.newFileSystem(uri, Map.of());
        } catch (FileSystemAlreadyExistsException alreadyOpen) {
            // All files in it, and all sites in one process, share it.
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot read " + uri, fault);
        }
    }
}
