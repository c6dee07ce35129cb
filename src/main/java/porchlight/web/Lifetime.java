package porchlight.web;

import java.time.Duration;

/** How long others may keep an answer (RFC 9111, 5.2.2). */
public sealed interface Lifetime {
    /** Anybody may keep it, shared caches too: it is the same for everybody. */
    record Shared(Duration freshFor) implements Lifetime {}

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
        if (this instanceof Shared shared && shared.freshFor.compareTo(longest) > 0) return new Shared(longest);
        if (this instanceof Private own && own.freshFor.compareTo(longest) > 0) return new Private(longest);
        return this;
    }

    /** As a field value of {@code Cache-Control}. */
    default String cacheControl() {
        if (this instanceof Shared shared) return "public, max-age=" + shared.freshFor.toSeconds();
        if (this instanceof Private own)
            return own.freshFor.isZero() ? "private, no-cache" : "private, max-age=" + own.freshFor.toSeconds();
        return this instanceof Confirmed ? "no-cache" : "no-store";
    }
}
