package porchlight.brand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The brand as it is now. Replaced as a whole when the owner edits the folder; a broken edit leaves the last good one in
 * place. Thread-safe.
 */
public final class CurrentBrand implements Supplier<Brand> {
    private static final Logger log = LoggerFactory.getLogger(CurrentBrand.class);
    private static final int MOST_FILES = 5_000;

    private final @Nullable Path folder;
    private final Known known;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Brand brand;
    private volatile List<BrandFault> faults = List.of();
    /** Without a folder. */
    private final Brand without;

    private volatile long edition;
    private String seen;

    /** One that stays as it is. */
    public CurrentBrand(Brand brand) {
        this(brand, null, Known.NO_SEARCHES, "");
    }

    private CurrentBrand(Brand brand, @Nullable Path folder, Known known, String seen) {
        this.brand = brand;
        this.folder = folder;
        this.known = known;
        this.seen = seen;
        this.without = seen.isEmpty() ? brand : Brand.OURS;
    }

    /** One that follows its folder; call {@link #look} every second or so. */
    public static CurrentBrand watching(Brand brand, Path folder, Known known) {
        return new CurrentBrand(brand, folder, known, files(folder));
    }

    /** Whether it may change. */
    public boolean isWatched() {
        return folder != null;
    }

    /** Reads the folder again if any file was edited. */
    public synchronized void look() {
        if (folder == null) return;
        var now = files(folder);
        if (now.equals(seen)) return;
        seen = now;
        try {
            brand = Files.isDirectory(folder) ? SiteYaml.read(folder, Palette.ours(), known) : without;
            faults = List.of();
            edition++;
            log.info("The brand folder was read again");
            brand.notes().forEach(log::info);
            listeners.forEach(Runnable::run);
        } catch (InvalidBrand invalid) {
            faults = invalid.faults();
            log.warn("The last good version of the brand folder is shown, because of:\n{}", invalid.getMessage());
        }
    }

    /** Names, sizes, and times of all files, which change with any edit. */
    private static String files(Path folder) {
        try (var files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .limit(MOST_FILES)
                    .map(CurrentBrand::state)
                    .collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException gone) {
            return "";
        }
    }

    private static String state(Path file) {
        try {
            return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return file.toString();
        }
    }

    @Override
    public Brand get() {
        return brand;
    }

    /** How often it has changed; pages made before that look different. */
    public long edition() {
        return edition;
    }

    /** What is wrong in the folder since the last good edit; empty if nothing is. */
    public List<BrandFault> faults() {
        return faults;
    }

    /** Called after each change, in this order, by the thread that found it. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }
}
