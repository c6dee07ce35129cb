package porchlight.demomls.town;

import java.util.ArrayList;
import java.util.List;

/**
 * The homes in a building with several, as its picture shows them: two or three side by side on all
 * its levels, or four single-level apartments, two above two. All have the same size.
 */
final class Units {
    private Units() {}

    /** @param level of a single-level apartment; empty for homes on all levels */
    record Unit(int number, int beds, int squareFeet, int stories, String level) {
        private boolean isLike(Unit other) {
            return beds == other.beds && level.equals(other.level);
        }
    }

    /**
     * Homes with the same layout.
     * @param label such as {@code Units 1 to 3}
     */
    record Type(String label, Unit first) {}

    static List<Unit> of(Home home) {
        var flats = home.kind() == Home.Kind.QUADRUPLEX;
        var units = new ArrayList<Unit>();
        for (int number = 1; number <= home.units(); number++)
            units.add(new Unit(
                    number,
                    home.beds() / home.units() + (number <= home.beds() % home.units() ? 1 : 0),
                    home.squareFeet() / home.units(),
                    flats ? 1 : home.stories(),
                    !flats ? "" : number <= home.units() / 2 ? "Main" : "Upper"));
        return units;
    }

    static List<Type> types(Home home) {
        var types = new ArrayList<Type>();
        var units = of(home);
        for (int from = 0, to; from < units.size(); from = to) {
            var first = units.get(from);
            for (to = from + 1; to < units.size() && units.get(to).isLike(first); ) to++;
            var label = to - from == 1
                    ? "Unit " + first.number()
                    : "Units " + first.number() + (to - from == 2 ? " and " : " to ") + to;
            types.add(new Type(label, first));
        }
        return types;
    }
}
