package porchlight.harness;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Generates random values. Generators have no state, so the same random numbers always give the same value. */
@FunctionalInterface
public interface Gen<T> {
    T next(Random random);

    /** One of these, with equal probability. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static <T> Gen<T> of(T... values) {
        return of(List.of(values));
    }

    static <T> Gen<T> of(List<T> values) {
        return random -> values.get(random.nextInt(values.size()));
    }

    /** A value of one of these generators, with equal probability. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static <T> Gen<T> oneOf(Gen<? extends T>... kinds) {
        var all = List.of(kinds);
        return random -> all.get(random.nextInt(all.size())).next(random);
    }

    static Gen<Boolean> booleans() {
        return Random::nextBoolean;
    }

    /** Both bounds included; the bounds themselves are more frequent. */
    static Gen<Integer> integers(int least, int most) {
        return random -> switch (random.nextInt(20)) {
            case 0 -> least;
            case 1 -> most;
            default -> (int) random.nextLong(least, most + 1L);
        };
    }

    /** Of any size; small numbers and the extremes are more frequent. */
    static Gen<Integer> integers() {
        return longs().map(Long::intValue);
    }

    /** Of any size; small numbers and the extremes are more frequent. */
    static Gen<Long> longs() {
        return random -> switch (random.nextInt(6)) {
            case 0 -> random.nextLong(-3, 4);
            case 1 -> random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE;
            case 2 -> (long) (random.nextBoolean() ? Integer.MAX_VALUE : Integer.MIN_VALUE) + random.nextInt(3) - 1;
            case 3 -> random.nextLong(-1_000_000, 1_000_000);
            default -> random.nextLong();
        };
    }

    /** Includes infinities and NaN. */
    static Gen<Double> doubles() {
        return random -> switch (random.nextInt(5)) {
            case 0 ->
                List.of(0.0, -0.0, 1.0, Double.MAX_VALUE, Double.MIN_VALUE).get(random.nextInt(5));
            case 1 ->
                List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)
                        .get(random.nextInt(3));
            case 2 -> random.nextDouble(-1_000_000, 1_000_000);
            default -> Double.longBitsToDouble(random.nextLong());
        };
    }

    static Gen<BigDecimal> bigDecimals() {
        return random -> new BigDecimal(new BigInteger(random.nextInt(120), random), random.nextInt(-40, 40))
                .multiply(random.nextBoolean() ? BigDecimal.ONE : BigDecimal.ONE.negate());
    }

    /**
     * Text of up to this many characters: ASCII, control characters, other scripts, emoji, and unpaired surrogates,
     * because clients send them.
     */
    static Gen<String> strings(int most) {
        return random -> {
            var text = new StringBuilder();
            var length = length(random, most);
            var mixed = random.nextBoolean();
            while (text.length() < length) {
                var kind = random.nextInt(mixed ? 8 : 2);
                if (kind < 3) text.append((char) random.nextInt(' ', 127));
                else if (kind == 3) text.append((char) random.nextInt(0, 0xa0));
                else if (kind == 4) text.append((char) random.nextInt(0xa0, 0x3000));
                else if (kind == 5) text.append((char) random.nextInt(0x2000, 0x2070));
                else if (kind == 6 && length - text.length() > 1)
                    text.appendCodePoint(random.nextInt(0x1f300, 0x1faff));
                else text.append((char) random.nextInt(0, 0x10000));
            }
            return text.toString();
        };
    }

    /** The same as decoded from UTF-8: without unpaired surrogates. */
    static Gen<String> unicode(int most) {
        return strings(most).map(text -> text.replaceAll("\\p{Cs}", "?"));
    }

    /** Text of up to this many of the given characters. */
    static Gen<String> strings(String characters, int most) {
        return random -> {
            var text = new StringBuilder();
            for (int left = length(random, most); left > 0; left--)
                text.append(characters.charAt(random.nextInt(characters.length())));
            return text.toString();
        };
    }

    /** Printable ASCII. */
    static Gen<String> ascii(int most) {
        return strings(
                " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~",
                most);
    }

    private static int length(Random random, int most) {
        // Short ones are more frequent: most failures need few elements.
        return random.nextInt(4) == 0 ? random.nextInt(most + 1) : random.nextInt(Math.min(most, 12) + 1);
    }

    /** Up to this many names with a value each. */
    static <K, V> Gen<Map<K, V>> maps(Gen<K> names, Gen<V> values, int most) {
        return random -> {
            var map = new LinkedHashMap<K, V>();
            for (int left = random.nextInt(most + 1); left > 0; left--)
                map.put(names.next(random), values.next(random));
            return map;
        };
    }

    static <A, B, T> Gen<T> both(Gen<A> one, Gen<B> other, TwoToOne<A, B, T> joined) {
        return random -> joined.of(one.next(random), other.next(random));
    }

    static <A, B, C, T> Gen<T> all(Gen<A> one, Gen<B> two, Gen<C> three, ThreeToOne<A, B, C, T> joined) {
        return random -> joined.of(one.next(random), two.next(random), three.next(random));
    }

    static <A, B, C, D, T> Gen<T> all(
            Gen<A> one, Gen<B> two, Gen<C> three, Gen<D> four, FourToOne<A, B, C, D, T> joined) {
        return random -> joined.of(one.next(random), two.next(random), three.next(random), four.next(random));
    }

    default <R> Gen<R> map(Function<? super T, ? extends R> change) {
        return random -> change.apply(next(random));
    }

    default <R> Gen<R> flatMap(Function<? super T, Gen<R>> further) {
        return random -> further.apply(next(random)).next(random);
    }

    /** Lists of up to this many elements. */
    default Gen<List<T>> list(int most) {
        return list(0, most);
    }

    /** Lists with a number of elements in this range. */
    default Gen<List<T>> list(int least, int most) {
        return random -> {
            var list = new ArrayList<T>();
            for (int left = random.nextInt(least, most + 1); left > 0; left--) list.add(next(random));
            return list;
        };
    }

    /** Combines two values into one. */
    @FunctionalInterface
    interface TwoToOne<A, B, T> {
        T of(A one, B other);
    }

    /** Combines three values into one. */
    @FunctionalInterface
    interface ThreeToOne<A, B, C, T> {
        T of(A one, B two, C three);
    }

    /** Combines four values into one. */
    @FunctionalInterface
    interface FourToOne<A, B, C, D, T> {
        T of(A one, B two, C three, D four);
    }
}
