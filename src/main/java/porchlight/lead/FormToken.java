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
 * Signs forms, to detect submissions by clients that never fetched the form. Pages are the same for everyone and
 * cached, so there is no session to bind the token to: it contains the form and the time, by the hour on cached pages
 * ({@code h}) and by the second on others ({@code s}).
 */
final class FormToken {
    /** Pages stay open in browsers for days; an older form is shown again before it is accepted. */
    static final Duration VALID_FOR = Duration.ofDays(14);
    /** No person reads and fills in a form faster. */
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
        /** Missing, for another form, or invalid. */
        FORGED
    }

    /** For a page shown to many visitors: constant for an hour. */
    String byTheHour(String form, Instant now) {
        return signed("h", now.getEpochSecond() / 3600 * 3600, form);
    }

    /** For a page made for one visitor. */
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
