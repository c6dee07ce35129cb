package porchlight.harness;

import java.util.SplittableRandom;

/** The seed of generated data: {@code -Dseed=} repeats a run; failures name their seed. */
public final class Seed {
    private final long number;

    private Seed(long number) {
        this.number = number;
    }

    public static Seed ofThisRun() {
        return new Seed(Long.getLong("seed", 20261129));
    }

    public SplittableRandom random() {
        return new SplittableRandom(number);
    }

    /** For assertion messages. */
    @Override
    public String toString() {
        return "-Dseed=" + number;
    }
}
