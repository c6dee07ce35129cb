package porchlight.demomls.town;

/**
 * How a home's pictures are shown: those with the same front, of which there are many, differ in the side it is seen from,
 * left and right, light and cut, so that no two are shown the same picture.
 *
 * @param cover the first picture: the front, or the same house from its other side
 * @param mirrored whether left is right
 * @param light of all pictures, 0 to 3
 * @param view the cover's cut
 */
record Look(String cover, boolean mirrored, int light, int view) {
    /** Parts of a piece of land that look like different ones. */
    private static final int[] PARTS = {0, 1, 2};

    /** In how many ways a front or a piece of land is shown that nobody takes for one another. */
    static int ways(String front) {
        return Renders.otherSide(front).isPresent() ? 4 : 2 * PARTS.length;
    }

    /** @param turn which of the homes with this front it is, from 0; those of following turns differ most */
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
