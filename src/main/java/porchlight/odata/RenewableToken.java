package porchlight.odata;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token in use. One thread renews it, well before it expires, while the others go on with the old one as long as it
 * is good; after a failure the endpoint is left alone for a while.
 */
final class RenewableToken {
    static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(RenewableToken.class);

    private final Grant grant;
    private final InstantSource clock;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile @Nullable AccessToken current;
    private @Nullable ODataException failure;
    private Instant failedUntil = Instant.MIN;

    RenewableToken(Grant grant, InstantSource clock) {
        this.grant = grant;
        this.clock = clock;
    }

    /** Where tokens come from. */
    interface Grant {
        /** @param outdated the token that no longer serves, null at first */
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

    /** Afterwards {@link #value()} is another than the refused one. */
    void replace(String refused) {
        renewing.lock();
        try {
            var token = current;
            if (token == null || token.value().equals(refused)) fetch();
        } finally {
            renewing.unlock();
        }
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
            LOG.warn("The token {} cannot be renewed: {}", current, fault.getMessage());
            throw fault;
        }
    }
}
