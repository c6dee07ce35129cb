package porchlight.odata;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token in use. One thread renews it, well before it expires, while the others continue with
 * the old one as long as it is valid. After a failure, and after a renewed token was refused, the
 * endpoint is left alone for a while.
 */
final class RenewableToken {
    static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);
    static final Duration PAUSE_AFTER_REFUSAL = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(RenewableToken.class);

    private final Grant grant;
    private final InstantSource clock;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile @Nullable AccessToken current;
    private @Nullable ODataException failure;
    private Instant failedUntil = Instant.MIN;
    /** The token granted in place of a refused one, until the service accepts it. */
    private volatile @Nullable Unproven unproven;

    private record Unproven(String token, Instant since) {}

    RenewableToken(Grant grant, InstantSource clock) {
        this.grant = grant;
        this.clock = clock;
    }

    /** The source of tokens. */
    interface Grant {
        /** @param outdated the token that is no longer usable; null at first */
        AccessToken newToken(@Nullable AccessToken outdated);
    }

    String value() {
        var token = current;
        var now = clock.instant();
        if (token != null && now.isBefore(token.renewAt())) return token.value();
        var usable = token != null && now.isBefore(token.expiresAt());
        if (token != null && usable) {
            if (!renewing.tryLock()) return token.value();
        } else {
            renewing.lock();
        }
        try {
            var latest = current;
            return latest != null && latest != token ? latest.value() : fetch().value();
        } catch (ODataException fault) {
            if (token == null || !usable) throw fault;
            return token.value();
        } finally {
            renewing.unlock();
        }
    }

    /**
     * Replaces a token that the service refused.
     * @return whether {@link #value()} has changed
     * @throws ODataException if no token can be obtained
     */
    boolean replace(String refused) {
        renewing.lock();
        try {
            var token = current;
            if (token != null && !token.value().equals(refused)) return true;
            if (!isReplaceable(refused)) return false;
            var fresh = fetch();
            unproven = new Unproven(fresh.value(), clock.instant());
            return !fresh.value().equals(refused);
        } finally {
            renewing.unlock();
        }
    }

    /**
     * False if it is itself a replacement that the service never accepted: another one would fare
     * no better.
     */
    boolean isReplaceable(String refused) {
        var replacement = unproven;
        if (replacement == null || !replacement.token().equals(refused)) return true;
        var age = Duration.between(replacement.since(), clock.instant());
        return age.isNegative() || age.compareTo(PAUSE_AFTER_REFUSAL) >= 0;
    }

    void accepted(String value) {
        var replacement = unproven;
        if (replacement != null && replacement.token().equals(value)) unproven = null;
    }

    void use(AccessToken token) {
        renewing.lock();
        try {
            current = token;
            failure = null;
        } finally {
            renewing.unlock();
        }
    }

    private AccessToken fetch() {
        if (failure != null && clock.instant().isBefore(failedUntil)) throw failure;
        try {
            var token = grant.newToken(current);
            current = token;
            failure = null;
            return token;
        } catch (ODataException fault) {
            failure = fault;
            failedUntil = clock.instant().plus(PAUSE_AFTER_FAILURE);
            var token = current;
            if (token != null && clock.instant().isBefore(token.expiresAt()))
                LOG.warn(
                        "The access token, good until {}, cannot be renewed: {}",
                        token.expiresAt(),
                        fault.getMessage());
            throw fault;
        }
    }
}
