package porchlight.brand;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A photo in several widths, of which browsers load the one that fits. Each is a JPEG without metadata.
 *
 * @param name of its files, without width and ending, such as {@code brand-hero}
 */
public record ResponsivePicture(String name, Picture picture) {
    private static final int[] WIDTHS = {480, 960, 1440};
    /** Wider screens scale this one up. */
    private static final int WIDEST = 2_000;
    /** For browsers that don't choose. */
    private static final int USUAL = 960;

    /** In pixels, ascending; a small picture has fewer. */
    List<Integer> widths() {
        var most = width();
        return Stream.concat(IntStream.of(WIDTHS).filter(width -> width < most).boxed(), Stream.of(most))
                .toList();
    }

    /** In pixels, of the widest. */
    public int width() {
        return (int) Math.max(1, Math.min(WIDEST, picture.width()));
    }

    /** In pixels, of the widest. */
    public int height() {
        return picture.heightAt(width());
    }

    /** Its files, drawn when they are first asked for. */
    public List<BrandFile> files() {
        return widths().stream()
                .map(width -> BrandFile.drawn(file(width), picture, "", () -> picture.jpeg(width)))
                .toList();
    }

    private String file(int width) {
        return name + "-" + width + ".jpg";
    }

    /**
     * The value of {@code src}.
     *
     * @param addresses of all files, by name
     */
    public String src(Map<String, String> addresses) {
        var width = widths().stream().filter(each -> each <= USUAL).reduce((a, b) -> b);
        return addresses.getOrDefault(file(width.orElseGet(this::width)), "");
    }

    /**
     * The value of {@code srcset}.
     *
     * @param addresses of all files, by name
     */
    public String srcset(Map<String, String> addresses) {
        return widths().stream()
                .filter(width -> addresses.containsKey(file(width)))
                .map(width -> addresses.get(file(width)) + " " + width + "w")
                .collect(Collectors.joining(", "));
    }
}
