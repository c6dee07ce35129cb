package porchlight.bench;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** How a cost grows with the number of homes. */
enum GrowthLaw {
    CONSTANT("constant", n -> 0),
    LOGARITHMIC("log n", Math::log),
    LINEAR("linear", n -> n),
    N_LOG_N("n log n", n -> n * Math.log(n)),
    QUADRATIC("quadratic", n -> n * n);

    /** Costs that differ by less are the same. */
    private static final double SAME = 1.5;
    /** By this much a less simple law has to be closer to the costs. */
    private static final double CLOSER = 1.5;
    /** Any three costs are on a curve that is steep enough. */
    private static final int ENOUGH_FOR_STEEPER = 4;
    /** What costs less than this part of the most expensive is as hard to measure as this part. */
    private static final double MEASURABLE = 0.01;

    private final String name;
    private final DoubleUnaryOperator function;

    GrowthLaw(String name, DoubleUnaryOperator function) {
        this.name = name;
        this.function = function;
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * The simplest law {@code a + b·f(n)}, with neither negative, that is about as close to the costs as any; of fewer
     * than four costs, none steeper than linear.
     *
     * @param sizes ascending, two at least
     * @param costs not negative, one for each size
     */
    static GrowthLaw of(double[] sizes, double[] costs) {
        var least = Arrays.stream(costs).min().orElseThrow();
        if (costs[costs.length - 1] <= SAME * Math.max(costs[0], least)) return CONSTANT;
        var best = CONSTANT;
        var distance = Double.MAX_VALUE;
        for (var law : values()) {
            if (law == CONSTANT || law.compareTo(LINEAR) > 0 && sizes.length < ENOUGH_FOR_STEEPER) continue;
            var its = law.distance(sizes, costs);
            if (its * CLOSER > distance) continue;
            best = law;
            distance = its;
        }
        return best;
    }

    /** Sum of squared relative differences, for the best a and b. */
    private double distance(double[] sizes, double[] costs) {
        var floor = MEASURABLE * Arrays.stream(costs).max().orElseThrow();
        // Least squares, each cost y weighted by its inverse w: wy = wa + wb·f.
        double aa = 0, ab = 0, bb = 0, ay = 0, by = 0;
        for (int i = 0; i < sizes.length; i++) {
            var a = 1 / Math.max(costs[i], floor);
            var b = function.applyAsDouble(sizes[i]) * a;
            var y = costs[i] * a;
            aa += a * a;
            ab += a * b;
            bb += b * b;
            ay += a * y;
            by += b * y;
        }
        var determinant = aa * bb - ab * ab;
        var constant = (ay * bb - by * ab) / determinant;
        var factor = (aa * by - ab * ay) / determinant;
        if (factor < 0) return Double.MAX_VALUE / 2;
        if (constant < 0) {
            constant = 0;
            factor = by / bb;
        }
        double sum = 0;
        for (int i = 0; i < sizes.length; i++) {
            var difference = constant + factor * function.applyAsDouble(sizes[i]) - costs[i];
            sum += Math.pow(difference / Math.max(costs[i], floor), 2);
        }
        // Measurements are no better than this.
        return Math.max(sum, 0.001 * sizes.length);
    }
}
