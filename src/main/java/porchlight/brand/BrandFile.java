package porchlight.brand;

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

    static BrandFile drawn(String name, Picture picture, String ground, Supplier<byte[]> content) {
        var about = (name + ground).getBytes(StandardCharsets.UTF_8);
        var source = java.util.Arrays.copyOf(picture.bytes(), picture.bytes().length + about.length);
        System.arraycopy(about, 0, source, picture.bytes().length, about.length);
        return new BrandFile(name, source, content);
    }
}
