package porchlight.brand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * A file that the brand adds to those of the site, or replaces.
 *
 * @param name such as {@code brand-logo.svg}
 * @param source what the content depends on, for the hash in its address
 * @param content may take a while, because it draws
 */
public record BrandFile(String name, byte[] source, Supplier<byte[]> content) {

    static BrandFile of(String name, byte[] bytes) {
        return new BrandFile(name, bytes, () -> bytes);
    }

    /**
     * A file that is drawn when it is first asked for. On a machine without graphics, it is the picture itself if that is
     * a bitmap, or else Porchlight's file of that name.
     *
     * @param ground behind the picture, which changes the file's address
     */
    static BrandFile drawn(String name, Picture picture, String ground, Supplier<byte[]> content) {
        var about = (name + ground).getBytes(StandardCharsets.UTF_8);
        var source = java.util.Arrays.copyOf(picture.bytes(), picture.bytes().length + about.length);
        System.arraycopy(about, 0, source, picture.bytes().length, about.length);
        return new BrandFile(name, source, () -> {
            try {
                return content.get();
            } catch (LinkageError noGraphics) {
                // Devices ask for icons under fixed names, so there has to be something.
                return picture.isDrawing() ? ours(name) : picture.bytes();
            }
        });
    }

    /** Porchlight's own file of that name; nothing if it has none. */
    private static byte[] ours(String name) {
        try (var file = BrandFile.class.getResourceAsStream("/static/img/" + name)) {
            return file == null ? new byte[0] : file.readAllBytes();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
