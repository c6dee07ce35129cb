package porchlight.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long others may keep an answer (RFC 9111, 5.2.2; RFC 5861; RFC 8246). */
public sealed interface Lifetime {
    /**
     * As long as the policy of its route says.
     *
     * @param atMost less where that is too long; null where it is not
     * @param isToOneself whether only the browser that asked may keep it
     */
    record OfRoute(@Nullable Duration atMost, boolean isToOneself) implements Lifetime {
        public OfRoute() {
            this(null, false);
        }

        /** With what the policy says. */
        Lifetime resolved(Duration freshFor) {
            var shared = new Shared(atMost != null && atMost.compareTo(freshFor) < 0 ? atMost : freshFor);
            return isToOneself ? shared.toOneself() : shared;
        }
    }

    /**
     * Anybody may keep it, shared caches too: it is the same for everybody.
     *
     * @param freshFor zero where it is to be confirmed before it is used
     */
    record Shared(Duration freshFor) implements Lifetime {}

    /**
     * The same, and it may be used for a while after that: while it is renewed, or while it cannot be renewed.
     *
     * @param whileRenewed after {@code freshFor}
     * @param ifError after {@code freshFor}; null where nothing is said of it
     */
    record Renewed(
            Duration freshFor,
            Duration whileRenewed,
            @Nullable Duration ifError) implements Lifetime {}

    /** Anybody may keep it for as long as they like: what its address stands for never changes. */
    record Unchanging() implements Lifetime {}

    /**
     * The browser that asked may keep it.
     *
     * @param freshFor zero where it is to be confirmed before it is used
     */
    record Private(Duration freshFor) implements Lifetime {}

    /** It may be kept and is to be confirmed before it is used. */
    record Confirmed() implements Lifetime {}

    /** Nobody may keep it. */
    record None() implements Lifetime {}

    /** The same, or less where that is too long. */
    default Lifetime atMost(Duration longest) {
        if (this instanceof OfRoute own) return new OfRoute(longest, own.isToOneself);
        if (this instanceof Shared shared && shared.freshFor.compareTo(longest) > 0) return new Shared(longest);
        if (this instanceof Private own && own.freshFor.compareTo(longest) > 0) return new Private(longest);
        return this;
    }

    /** The same for the browser that asked alone. */
    default Lifetime toOneself() {
        if (this instanceof OfRoute own) return new OfRoute(own.atMost, true);
        if (this instanceof Shared shared) return new Private(shared.freshFor);
        return this instanceof Renewed renewed ? new Private(renewed.freshFor) : this;
    }

    /** As a field value of {@code Cache-Control}. */
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
