package porchlight.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where templates and static files are read from.
 *
 * @param root folder that contains {@code templates/} and {@code static/}
 * @param editable whether it is the source tree, whose files are read again for each request
 */
public record Sources(Path root, boolean editable) {

    /**
     * The source tree if the program runs from freshly compiled classes, otherwise what is packaged with the classes:
     * the jar never uses a source tree that happens to be nearby.
     */
    public static Sources here() {
        var tree = Path.of("").toAbsolutePath();
        var packaged = packaged();
        return packaged.root().getFileSystem() == tree.getFileSystem()
                        && Files.exists(tree.resolve("pom.xml"))
                        && Files.exists(tree.resolve("templates/layout.html"))
                ? new Sources(tree, true)
                : packaged;
    }

    /** What is packaged with the classes. */
    public static Sources packaged() {
        try {
            var layout = Sources.class.getResource("/templates/layout.html");
            if (layout == null) throw new IllegalStateException("templates/ is not packaged with the program");
            var uri = layout.toURI();
            if (uri.getScheme().equals("jar")) openJar(uri);
            return new Sources(Path.of(uri).getParent().getParent(), false);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Path templates() {
        return root.resolve("templates");
    }

    Path assets() {
        return root.resolve("static");
    }

    private static void openJar(URI uri) {
        try {
            FileSystems.newFileSystem(uri, Map.of());
        } catch (FileSystemAlreadyExistsException alreadyOpen) {
            // Two sites in one process share it.
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot read " + uri, fault);
        }
    }
}
