package porchlight.demomls.town;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded choices for one listing and one purpose: the same ones every time. */
final class Draw {
    private final SplittableRandom random;

    Draw(long seed, int number, String purpose) {
        this.random = new SplittableRandom(seed * 1_000_003 + number * 31_337L + purpose.hashCode());
    }

    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    double between(double low, double high) {
        return low + random.nextDouble() * (high - low);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    @SafeVarargs
    final <T> T one(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Some of the choices in order, each with the same probability. */
    List<String> some(double probability, String... choices) {
        var some = new ArrayList<String>();
        for (var choice : choices) if (chance(probability)) some.add(choice);
        return some;
    }
}
