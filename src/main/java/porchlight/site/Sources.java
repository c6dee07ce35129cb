package porchlight.site;

import java.nio.file.Files;
import java.nio.file.Path;
import porchlight.brand.Packaged;

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
        return new Sources(Packaged.file("/templates/layout.html").getParent().getParent(), false);
    }

    Path templates() {
        return root.resolve("templates");
    }

    Path assets() {
        return root.resolve("static");
    }
}
