package porchlight.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long others may cache an answer (RFC 9111, 5.2.2; RFC 5861; RFC 8246). */
public sealed interface Lifetime {
    /**
     * As long as the route's policy allows.
     *
     * @param atMost a shorter limit; null for none
     * @param isPrivate whether only the requesting browser may cache it
     */
    record OfRoute(@Nullable Duration atMost, boolean isPrivate) implements Lifetime {
        public OfRoute() {
            this(null, false);
        }

        /** The lifetime once the policy's value is known. */
        Lifetime resolved(Duration freshFor) {
            var shared = new Shared(atMost != null && atMost.compareTo(freshFor) < 0 ? atMost : freshFor);
            return isPrivate ? shared.asPrivate() : shared;
        }
    }

    /**
     * Anyone may cache it, including shared caches: it is the same for everyone.
     *
     * @param freshFor zero if it must be revalidated before each use
     */
    record Shared(Duration freshFor) implements Lifetime {}

    /**
     * Like {@link Shared}, and it may be used stale for a while: during revalidation, or when revalidation fails.
     *
     * @param whileRenewed how long after {@code freshFor} it may be used during revalidation
     * @param ifError how long after {@code freshFor} it may be used after an error; null to leave that out
     */
    record Renewed(
            Duration freshFor,
            Duration whileRenewed,
            @Nullable Duration ifError) implements Lifetime {}

    /** Anyone may cache it indefinitely: the content at its address never changes. */
    record Unchanging() implements Lifetime {}

    /**
     * Only the requesting browser may cache it.
     *
     * @param freshFor zero if it must be revalidated before each use
     */
    record Private(Duration freshFor) implements Lifetime {}

    /** It may be stored, but must be revalidated before each use. */
    record Confirmed() implements Lifetime {}

    /** It must not be stored. */
    record None() implements Lifetime {}

    /** A copy with a lifetime of at most {@code longest}. */
    default Lifetime atMost(Duration longest) {
        if (this instanceof OfRoute own) return new OfRoute(longest, own.isPrivate);
        if (this instanceof Shared shared && shared.freshFor.compareTo(longest) > 0) return new Shared(longest);
        if (this instanceof Private own && own.freshFor.compareTo(longest) > 0) return new Private(longest);
        return this;
    }

    /** A copy for the requesting browser only. */
    default Lifetime asPrivate() {
        if (this instanceof OfRoute own) return new OfRoute(own.atMost, true);
        if (this instanceof Shared shared) return new Private(shared.freshFor);
        return this instanceof Renewed renewed ? new Private(renewed.freshFor) : this;
    }

    /** The value of {@code Cache-Control}. */
    default String cacheControl() {
        if (this instanceof OfRoute) throw new IllegalStateException("the policy of its route was not asked");
        if (this instanceof Shared shared)
            return shared.freshFor.isZero() ? "public, no-cache" : "public, max-age=" + shared.freshFor.toSeconds();
        if (this instanceof Renewed renewed)
            return "public, max-age=" + renewed.freshFor.toSeconds() + ", stale-while-revalidate="
                    + renewed.whileRenewed.toSeconds()
                    + (renewed.ifError == null ? "" : ", stale-if-error=" + renewed.ifError.toSeconds());
        if (this instanceof Unchanging) return "public, max-age=31536000, immutable";
        if (this instanceof Private own)
            return own.freshFor.isZero() ? "private, no-cache" : "private, max-age=" + own.freshFor.toSeconds();
        return this instanceof Confirmed ? "no-cache" : "no-store";
    }
}
