package porchlight.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class GrowthLawTest {
    private static final double[] SIZES = {1_000, 10_000, 100_000, 1_000_000};
    /** As far as two runs are apart. */
    private static final double[] NOISE = {1.08, 0.93, 1.05, 0.96};

    private static GrowthLaw of(DoubleUnaryOperator cost) {
        var costs = new double[SIZES.length];
        Arrays.setAll(costs, i -> cost.applyAsDouble(SIZES[i]) * NOISE[i]);
        return GrowthLaw.of(SIZES, costs);
    }

    @Test
    void aLawIsKnownByItsCostsWhateverTheyBeginWith() {
        assertEquals(GrowthLaw.CONSTANT, of(n -> 7));
        assertEquals(GrowthLaw.LOGARITHMIC, of(n -> 2 * Math.log(n)));
        assertEquals(GrowthLaw.LINEAR, of(n -> 10 + 0.0004 * n));
        assertEquals(GrowthLaw.LINEAR, of(n -> 0.13 * n));
        assertEquals(GrowthLaw.N_LOG_N, of(n -> 33e-6 * n * Math.log(n)));
        assertEquals(GrowthLaw.QUADRATIC, of(n -> 20 + 1e-9 * n * n));
    }

    @Test
    void costsTooSmallToMeasureDoNotDecide() {
        assertEquals(GrowthLaw.LINEAR, GrowthLaw.of(SIZES, new double[] {0, 82, 733, 7_100}));
        assertEquals(GrowthLaw.CONSTANT, GrowthLaw.of(SIZES, new double[4]));
    }

    @Test
    void threeCostsDoNotTellHowSteeplyTheyGrow() {
        assertEquals(GrowthLaw.LINEAR, GrowthLaw.of(new double[] {1_000, 10_000, 100_000}, new double[] {51, 36, 113}));
    }

    @Test
    void whatGetsCheaperDoesNotGrow() {
        assertEquals(GrowthLaw.CONSTANT, GrowthLaw.of(SIZES, new double[] {0.9, 0.5, 0.25, 0.13}));
    }
}
