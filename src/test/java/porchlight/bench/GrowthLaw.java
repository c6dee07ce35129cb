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
     * The simplest law {@code a + b·f(n)}, with neither negative, that is about as close to the costs as any.
     *
     * @param sizes ascending, two at least
     * @param costs positive, one for each size
     */
    static GrowthLaw of(double[] sizes, double[] costs) {
        var least = Arrays.stream(costs).min().orElseThrow();
        if (costs[costs.length - 1] < SAME * Math.max(costs[0], least)) return CONSTANT;
        var best = CONSTANT;
        var distance = Double.MAX_VALUE;
        for (var law : values()) {
            if (law == CONSTANT) continue;
            var its = law.distance(sizes, costs);
            if (its * CLOSER > distance) continue;
            best = law;
            distance = its;
        }
        return best;
    }

    /** Sum of squared relative differences, for the best a and b. */
    private double distance(double[] sizes, double[] costs) {
        // Least squares, each cost weighted by its inverse: y/y = a/y + b·f/y.
        double aa = 0, ab = 0, bb = 0, ay = 0, by = 0;
        for (int i = 0; i < sizes.length; i++) {
            var a = 1 / costs[i];
            var b = function.applyAsDouble(sizes[i]) / costs[i];
            aa += a * a;
            ab += a * b;
            bb += b * b;
            ay += a;
            by += b;
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
            var difference = (constant + factor * function.applyAsDouble(sizes[i])) / costs[i] - 1;
            sum += difference * difference;
        }
        // Measurements are no better than this.
        return Math.max(sum, 0.001 * sizes.length);
    }
}
