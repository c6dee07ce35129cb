package porchlight.lead;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs forms, so that what was sent without the form having been fetched is known. Pages are the same for everyone and
 * kept by caches, so there is no session to tie it to: the token says for what form and when, by the hour on pages that
 * are cached ({@code h}) and by the second on others ({@code s}).
 */
final class FormToken {
    /** Pages stay open in browsers for days; a form older than this is shown anew before it is taken. */
    static final Duration VALID_FOR = Duration.ofDays(14);
    /** Nobody reads and fills a form faster. */
    private static final Duration FASTEST = Duration.ofSeconds(3);

    private static final Pattern FORM = Pattern.compile("([hs])([0-9a-z]{1,12})\\.([A-Za-z0-9_-]{22})");
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private final byte[] secret;

    FormToken(byte[] secret) {
        this.secret = secret.clone();
    }

    enum Verdict {
        GOOD,
        /** Sent sooner than a person could have. */
        HASTY,
        OLD,
        /** Missing, of another form or made up. */
        FORGED
    }

    /** For a page that is shown to many for a while: the same all hour. */
    String byTheHour(String form, Instant now) {
        return signed("h", now.getEpochSecond() / 3600 * 3600, form);
    }

    /** For a page that is made for one visitor. */
    String byTheSecond(String form, Instant now) {
        return signed("s", now.getEpochSecond(), form);
    }

    Verdict check(String form, String token, Instant now) {
        var parts = FORM.matcher(token);
        if (!parts.matches()) return Verdict.FORGED;
        long second = Long.parseLong(parts.group(2), 36);
        var expected = signed(parts.group(1), second, form).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.UTF_8))) return Verdict.FORGED;
        var age = Duration.between(Instant.ofEpochSecond(second), now);
        if (age.compareTo(CLOCKS_APART.negated()) < 0) return Verdict.FORGED;
        if (age.compareTo(VALID_FOR) > 0) return Verdict.OLD;
        return parts.group(1).equals("s") && age.compareTo(FASTEST) < 0 ? Verdict.HASTY : Verdict.GOOD;
    }

    private String signed(String unit, long second, String form) {
        var said = unit + Long.toString(second, 36);
        var signature = hmac(secret, (said + "." + form).getBytes(StandardCharsets.UTF_8));
        return said + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(signature, 16));
    }

    /** HMAC-SHA256. */
    static byte[] hmac(byte[] secret, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
