package porchlight.demomls.town;

/**
 * How a home's pictures are shown. The many homes with the same front differ in which side is
 * shown, in mirroring, light, and crop, so that no two show the same picture.
 * @param cover the first picture: the front, or the same house from its other side
 * @param mirrored whether left and right are swapped
 * @param light of all pictures, 0 to 3
 * @param view the cover's crop
 */
record Look(String cover, boolean mirrored, int light, int view) {
    /** Parts of a piece of land that look like different ones. */
    private static final int[] PARTS = {0, 1, 2};

    /** The number of clearly different ways to show a front or a piece of land. */
    static int ways(String front) {
        return Renders.otherSide(front).isPresent() ? 4 : 2 * PARTS.length;
    }

    /**
     * @param turn the home's index among those with this front, from 0; consecutive turns differ
     * most
     */
    static Look of(String front, int turn) {
        var other = Renders.otherSide(front);
        var choices = other.isPresent() ? 2 : PARTS.length;
        var choice = turn % choices;
        var mirrored = turn / choices % 2 == 1;
        var rest = turn / choices / 2;
        var light = rest % Photos.LIGHTS;
        return other.isPresent()
                ? new Look(choice == 1 ? other.get() : front, mirrored, light, Photos.wholeView(rest / Photos.LIGHTS))
                : new Look(front, mirrored, light, PARTS[choice]);
    }
}
