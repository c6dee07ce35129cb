package porchlight.demomls;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Faults on demand, for showing and testing how a client handles them. */
public final class Faults {
    private final List<Armed> armed = new CopyOnWriteArrayList<>();

    /** What goes wrong. */
    public enum Kind {
        /** 429 with Spark's code 1550 and Retry-After. */
        RATE_LIMITED,
        /** 429 without Retry-After. */
        RATE_LIMITED_WITHOUT_RETRY_AFTER,
        /** 503, code 1510. */
        UNAVAILABLE,
        /** 503, code 1515. */
        TOO_SLOW,
        /** 503, code 1516. */
        FILTER_TOO_SLOW,
        /** 500, code 1026. */
        UNEXPECTED,
        /** 403, code 1021. */
        USE_REPLICATION_HOST,
        /** 403, code 1019. */
        RESTRICTED_KEY,
        /** 403, code 1500. */
        SERVICE_LEVEL,
        /** 401, code 1020. */
        SESSION_EXPIRED,
        /** 401 without Spark's own code: its code is 401, as for a wrong token. */
        SESSION_EXPIRED_WITHOUT_ITS_CODE,
        /** 403, code 1030: only https is accepted. */
        PLAIN_HTTP_REFUSED,
        /** 502 with an HTML page. */
        HTML_GATEWAY,
        /** The answer is delayed by {@code delayMillis}. */
        SLOW,
        /** The first answer since the fault began is repeated, whatever has changed. */
        STALE,
        /** The JSON is cut off in the middle. */
        TRUNCATED,
        /** HTTP 200 with a {@code D} envelope that reports failure. */
        ENVELOPE_UNDER_200,
        /** The connection is closed without an answer. */
        CUT
    }

    private record Armed(Kind kind, AtomicInteger left, String pathContains, long delayMillis) {}

    /** What to do to one request. */
    record Fault(Kind kind, long delayMillis) {}

    /** Makes the next {@code times} requests whose path and query contain a text fail. */
    public void arm(Kind kind, int times, String pathContains, long delayMillis) {
        armed.add(new Armed(kind, new AtomicInteger(times), pathContains, delayMillis));
    }

    /** Makes every request fail until {@link #clear}. */
    public void arm(Kind kind) {
        arm(kind, Integer.MAX_VALUE, "", 0);
    }

    public void clear() {
        armed.clear();
    }

    Optional<Fault> take(String request) {
        for (var fault : armed) {
            if (!request.contains(fault.pathContains())) continue;
            if (fault.left().getAndDecrement() > 0) return Optional.of(new Fault(fault.kind(), fault.delayMillis()));
            armed.remove(fault);
        }
        return Optional.empty();
    }
}
