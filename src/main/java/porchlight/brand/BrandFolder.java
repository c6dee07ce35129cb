package porchlight.brand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The folder with the owner's files. Nothing outside of it is ever read, not even through a link.
 *
 * @param root the folder
 */
record BrandFolder(Path root) {
    private static final long MEGABYTE = 1_000_000;
    /** For every file. */
    static final long MOST_MEGABYTES = 10;

    /** A file of the folder, as faults name it. */
    String name(String file) {
        return root.getFileName() + "/" + file;
    }

    /** The content of the file that a value names; null, with a fault, if it can't be had. */
    byte @Nullable [] read(Section.Value named) {
        try {
            var path = root.resolve(named.text()).normalize();
            if (!path.startsWith(root.normalize())) {
                named.fault("brand.file.outside");
                return null;
            }
            if (!Files.isRegularFile(path)) {
                named.fault("brand.file.missing", files());
                return null;
            }
            // In a Kubernetes volume, all files are links to others in the same folder.
            if (!path.toRealPath().startsWith(root.toRealPath())) {
                named.fault("brand.file.outside");
                return null;
            }
            if (Files.size(path) > MOST_MEGABYTES * MEGABYTE) {
                named.fault("brand.file.large", Files.size(path) / MEGABYTE, MOST_MEGABYTES);
                return null;
            }
            return Files.readAllBytes(path);
        } catch (InvalidPathException unusable) {
            named.fault("brand.file.missing", files());
        } catch (IOException unreadable) {
            named.fault("brand.file.unreadable", unreadable.toString());
        }
        return null;
    }

    /** What there is to name. */
    private String files() {
        try (var files = Files.walk(root, 2)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !file.equals(SiteYaml.FILE) && !file.startsWith("."))
                    .sorted()
                    .limit(12)
                    .collect(Collectors.joining(", "));
        } catch (IOException unreadable) {
            return "";
        }
    }
}
