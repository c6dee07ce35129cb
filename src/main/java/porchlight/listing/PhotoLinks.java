package porchlight.listing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.HttpUrl;

/**
 * The site's own links to a feed's pictures, which nobody else can forge: {@code
 * /media/{tag}/{path}} for a picture on the feed's origin, where the tag is a keyed hash of the
 * path, and {@code /media/~{sealed}} for a picture of a home whose address is withheld, where the
 * picture's address is also encrypted. A picture always has the same link, so pages stay the same
 * for everyone. Thread-safe.
 */
public final class PhotoLinks {
    /** The path under which the site serves pictures from the feed. */
    public static final String PREFIX = "/media";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    /** 72 bits. Guesses can be tried only against this site. */
    private static final int TAG_BYTES = 9;
    /**
     * The initialization vector of a sealed link, which is also its checksum. The other four bytes
     * count blocks.
     */
    private static final int SEAL_BYTES = 12;

    private static final Pattern SIGNED = Pattern.compile(PREFIX + "/([A-Za-z0-9_-]{12})(/.*)");
    private static final Pattern SEALED = Pattern.compile(PREFIX + "/~([A-Za-z0-9_-]{17,4000})(?:\\.[a-z]{3,4})?");
    private static final Pattern EXTENSION = Pattern.compile("(?i).*\\.(jpe?g|png|webp|gif)");
    private static final String BADGE_PICTURE = ".png";

    private final HttpUrl feed;
    private final Supplier<byte[]> secret;

    /**
     * @param feed an address on the feed's origin
     * @param secret 32 bytes, the same in all processes of the site
     */
    public PhotoLinks(HttpUrl feed, Supplier<byte[]> secret) {
        this.feed = feed;
        this.secret = secret;
    }

    /**
     * A picture that a listing shows.
     * @param ofFeed whether it is on the feed's own origin
     * @param withheld whether it belongs to a home whose address is withheld
     */
    public record Picture(HttpUrl url, boolean ofFeed, boolean withheld) {}

    /** @param path on the feed's origin, encoded, with its query if any */
    String signed(String path) {
        return PREFIX + "/" + tag("picture", path) + path;
    }

    /**
     * The address of a Source MLS badge's beacon. Its picture is at the same address with {@code
     * .png}.
     */
    String badge(String path) {
        return PREFIX + "/" + tag("badge", path) + path;
    }

    /** A link that reveals neither where the picture is nor the name of its file. */
    String sealed(HttpUrl url) {
        var address = isOfFeed(url) ? path(url) : url.toString();
        var plain = address.getBytes(StandardCharsets.UTF_8);
        var seal = Arrays.copyOf(hash("seal", address), SEAL_BYTES);
        var text = new byte[SEAL_BYTES + plain.length];
        System.arraycopy(seal, 0, text, 0, SEAL_BYTES);
        System.arraycopy(crypt(Cipher.ENCRYPT_MODE, seal, plain), 0, text, SEAL_BYTES, plain.length);
        // Lets a page distinguish a picture from a document.
        var extension = EXTENSION.matcher(url.encodedPath());
        return PREFIX + "/~" + BASE64.encodeToString(text)
                + (extension.matches() ? "." + extension.group(1).toLowerCase(java.util.Locale.ROOT) : "");
    }

    /**
     * The picture that a link leads to; empty when this site did not make the link.
     * @param asked path and query as they were sent
     */
    public Optional<Picture> picture(String asked) {
        var sealed = SEALED.matcher(asked);
        if (sealed.matches()) return opened(sealed.group(1));
        var signed = SIGNED.matcher(asked);
        if (!signed.matches()) return Optional.empty();
        var path = signed.group(2);
        var good = matches(signed.group(1), "picture", path)
                || path.endsWith(BADGE_PICTURE)
                        && matches(signed.group(1), "badge", path.substring(0, path.length() - BADGE_PICTURE.length()));
        return good ? onFeed(path).map(url -> new Picture(url, true, false)) : Optional.empty();
    }

    /** Where to forward the beacon of a badge; empty when this site did not make the link. */
    public Optional<HttpUrl> beacon(String asked) {
        var signed = SIGNED.matcher(asked);
        return signed.matches() && matches(signed.group(1), "badge", signed.group(2))
                ? onFeed(signed.group(2))
                : Optional.empty();
    }

    /** Path and query of an address on the feed's origin. */
    static String path(HttpUrl url) {
        var query = url.encodedQuery();
        return query == null || query.isEmpty() ? url.encodedPath() : url.encodedPath() + "?" + query;
    }

    boolean isOfFeed(HttpUrl url) {
        return url.scheme().equals(feed.scheme()) && url.host().equals(feed.host()) && url.port() == feed.port();
    }

    private Optional<HttpUrl> onFeed(String path) {
        // The resolved address must be exactly what was signed, no matter how a parser reads it.
        return Optional.ofNullable(feed.resolve(path))
                .filter(url -> isOfFeed(url) && path(url).equals(path));
    }

    private Optional<Picture> opened(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length <= SEAL_BYTES) return Optional.empty();
            var seal = Arrays.copyOf(bytes, SEAL_BYTES);
            var plain = crypt(Cipher.DECRYPT_MODE, seal, Arrays.copyOfRange(bytes, SEAL_BYTES, bytes.length));
            var address = new String(plain, StandardCharsets.UTF_8);
            if (!MessageDigest.isEqual(seal, Arrays.copyOf(hash("seal", address), SEAL_BYTES))) return Optional.empty();
            if (address.startsWith("/")) return onFeed(address).map(url -> new Picture(url, true, true));
            return Optional.ofNullable(HttpUrl.parse(address)).map(url -> new Picture(url, false, true));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private String tag(String purpose, String path) {
        return BASE64.encodeToString(Arrays.copyOf(hash(purpose, path), TAG_BYTES));
    }

    private boolean matches(String tag, String purpose, String path) {
        return MessageDigest.isEqual(
                tag.getBytes(StandardCharsets.US_ASCII), tag(purpose, path).getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] hash(String purpose, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.get(), "HmacSHA256"));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * A synthetic initialization vector (as in RFC 5297): it is the keyed hash of the text, so only
     * equal texts have equal vectors.
     */
    private byte[] crypt(int mode, byte[] seal, byte[] text) {
        try {
            var cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, new SecretKeySpec(hash("key", ""), "AES"), new IvParameterSpec(Arrays.copyOf(seal, 16)));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
