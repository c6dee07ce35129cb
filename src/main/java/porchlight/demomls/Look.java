package porchlight.demomls;

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
    /** @param turn which of the homes with this front it is, from 0 */
    static Look of(String front, int turn) {
        var other = Renders.otherSide(front);
        var sides = other.isPresent() ? 2 : 1;
        var rest = turn / sides;
        return new Look(
                turn % sides == 1 ? other.orElse(front) : front,
                rest % 2 == 1,
                rest / 2 % Photos.LIGHTS,
                Photos.wholeView(rest / 2 / Photos.LIGHTS));
    }
}
