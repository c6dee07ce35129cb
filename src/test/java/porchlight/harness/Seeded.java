package porchlight.harness;

import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks properties against random values. Each run uses a new seed; a failure reports it, and {@code -Dseed=} repeats
 * the run.
 */
public final class Seeded {
    private static final Logger log = LoggerFactory.getLogger(Seeded.class);

    private Seeded() {}

    /** A property of one value. */
    @FunctionalInterface
    public interface Property<A> {
        void of(A value) throws Exception;
    }

    /** A property of two values. */
    @FunctionalInterface
    public interface Property2<A, B> {
        void of(A one, B other) throws Exception;
    }

    /** A property of three values. */
    @FunctionalInterface
    public interface Property3<A, B, C> {
        void of(A one, B two, C three) throws Exception;
    }

    /** The seed of this run. */
    public static long seed() {
        var given = System.getProperty("seed", "");
        return given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
    }

    public static <A> void check(int tries, Gen<A> values, Property<A> property) {
        run(tries, seed(), random -> {
            var value = values.next(random);
            return new Attempt(value, () -> property.of(value));
        });
    }

    public static <A, B> void check(int tries, Gen<A> values, Gen<B> others, Property2<A, B> property) {
        run(tries, seed(), random -> {
            var one = values.next(random);
            var other = others.next(random);
            return new Attempt(one + "\nand " + other, () -> property.of(one, other));
        });
    }

    public static <A, B, C> void check(int tries, Gen<A> one, Gen<B> two, Gen<C> three, Property3<A, B, C> property) {
        run(tries, seed(), random -> {
            var first = one.next(random);
            var second = two.next(random);
            var third = three.next(random);
            return new Attempt(first + "\nand " + second + "\nand " + third, () -> property.of(first, second, third));
        });
    }

    private interface Body {
        void run() throws Exception;
    }

    private record Attempt(Object values, Body body) {}

    private static void run(int tries, long seed, java.util.function.Function<Random, Attempt> maker) {
        log.info("{} tries, -Dseed={}", tries, seed);
        for (int number = 0; number < tries; number++) {
            // Each attempt has its own random numbers, so that an attempt that uses more of them does not change the
            // next.
            var attempt = maker.apply(new Random(seed + number * 0x9e3779b97f4a7c15L));
            try {
                attempt.body().run();
            } catch (Exception | AssertionError | StackOverflowError fault) {
                throw new AssertionError(
                        "try " + number + ", repeat it with -Dseed=" + seed + ": "
                                + printable(fault.getMessage() + "\nof " + attempt.values()),
                        fault);
            }
        }
    }

    /** As a Java string, because control characters truncate reports. */
    private static String printable(String text) {
        var printable = new StringBuilder();
        for (char c : text.toCharArray())
            if (c >= ' ' && c < 127 || c == '\n') printable.append(c);
            else printable.append(String.format("\\u%04x", (int) c));
        return printable.toString();
    }
}
