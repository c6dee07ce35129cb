package porchlight.demomls.town;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Builds the homes of the demo market: kinds in realistic proportions, sizes and ages that suit
 * place and style.
 */
final class Builder {
    private static final List<String> OPEN = List.of("meadow", "woods", "hillside");

    private final long seed;
    private final List<Place> urban;
    private final List<Place> rural;
    private final List<Place> ordinary;
    private final List<Place> towns;
    private final List<Place> streets;
    private final Covers covers;

    /**
     * @param size how many homes the market has
     * @param entries how a home is listed, by its number
     */
    Builder(long seed, List<Place> places, int size, BiFunction<Integer, Home, Covers.Entry> entries) {
        this.seed = seed;
        this.urban = places.stream().filter(Place::isUrban).toList();
        this.rural = places.stream().filter(Place::isRural).toList();
        this.ordinary = places.stream().filter(place -> !place.isUrban()).toList();
        this.towns = places.stream().filter(place -> !place.isRural()).toList();
        this.streets = towns.stream().filter(place -> !place.isUrban()).toList();
        this.covers = Covers.of(size, number -> entries.apply(number, build(number, 0)));
    }

    Home build(int number) {
        return build(number, covers.turn(number));
    }

    private Home build(int number, int turn) {
        var draw = new Draw(seed, number, "home");
        var kind = kind(draw);
        var place = place(draw, kind);
        var style = style(draw, kind, place);
        var luxury = kind == Home.Kind.HOUSE && draw.chance(place.dollars() > 390 ? .07 : .015);
        var beds = beds(draw, kind, luxury);
        var full = kind.isLand() || kind.isCommercial()
                ? 0
                : Math.max(1, Math.min(luxury ? 6 : 3, (beds + draw.between(-1, 1) + 1) / 2 + (luxury ? 1 : 0)));
        var half = beds >= 3 && draw.chance(.4) ? 1 : 0;
        var units = units(kind);
        var drawn = squareFeet(draw, kind, beds, full, luxury);
        // Units have equal sizes, with a bath each.
        var squareFeet = units > 0 ? drawn - drawn % (2 * units) : drawn;
        var fronts = Renders.exteriors(style);
        var exterior = fronts.isEmpty() ? "" : fronts.get(turn % fronts.size());
        var garage = kind.isLand() || kind.isStacked() && draw.chance(.4)
                ? 0
                : Renders.garage(exterior) + (kind.isStacked() ? 1 : 0);
        var year = year(draw, kind, place, style);
        var stories = kind.isLand() ? 0 : kind.isInBuilding() ? 1 : Renders.stories(exterior);
        var home = new Home(
                place,
                kind,
                style,
                exterior,
                fronts.isEmpty() ? turn : turn / fronts.size(),
                draw.between(0, Renders.SETS - 1),
                beds,
                // One bath for three bedrooms is typical of older homes.
                units > 0 ? units : beds > 2 && year >= 1970 ? Math.max(2, full) : full,
                units > 0 ? 0 : half,
                squareFeet,
                acres(draw, kind, place, luxury),
                year,
                stories,
                garage,
                luxury,
                year < 2005 && draw.chance(.35),
                year >= 2025,
                draw.chance(kind == Home.Kind.HOUSE ? .6 : .2) && !kind.isLand() && !kind.isCommercial(),
                kind == Home.Kind.HOUSE && draw.chance(luxury ? .4 : .04),
                kind == Home.Kind.HOUSE && year < 1960 && draw.chance(.7),
                view(draw, kind, place),
                (place.isRural()
                                || place.subdivision().equals("South Waterfront")
                                || place.subdivision().equals("Lake Grove"))
                        && draw.chance(.15),
                units,
                Integer.toString(draw.between(place.isRural() ? 800 : 11, place.isRural() ? 3_900 : 989) * 10
                        + draw.between(0, 9)),
                draw.one(place.streets()),
                kind.isStacked() ? unit(draw, Renders.stories(exterior), place) : "");
        return kind.isLand() ? onLand(home) : home;
    }

    /**
     * Matches the picture of land to its surroundings: waterfront, in a street, or in the country.
     */
    private static Home onLand(Home home) {
        var pictures = pictures(home);
        return home.showing(pictures.get(home.turn() % pictures.size()), home.turn() / pictures.size());
    }

    /** Names of the pictures that may show a home. */
    static List<String> pictures(Home home) {
        if (!home.kind().isLand()) return Renders.exteriors(home.style());
        var country = home.acres() >= Renders.LOT_IN_A_STREET ? OPEN : List.of("lot");
        return (home.waterfront() ? List.of("river") : country)
                .stream().flatMap(kind -> Renders.land(kind).stream()).toList();
    }

    /**
     * A unit number on one of the floors that the picture of the building shows. In town, the
     * ground floor has shops, and only upper floors have a view.
     */
    private static String unit(Draw draw, int floors, Place place) {
        var lowest = place.isUrban() || place.setting().equals("hill") ? 2 : 1;
        return Integer.toString((lowest + draw.between(0, 13) % (floors - lowest + 1)) * 100 + draw.between(1, 12));
    }

    private static Home.Kind kind(Draw draw) {
        var share = draw.between(0.0, 100.0);
        if (share < 57) return Home.Kind.HOUSE;
        if (share < 58.5) return Home.Kind.CABIN;
        if (share < 72) return Home.Kind.CONDO;
        if (share < 81) return Home.Kind.TOWNHOUSE;
        if (share < 83.5) return Home.Kind.MANUFACTURED;
        if (share < 85.5) return Home.Kind.DUPLEX;
        if (share < 86.3) return Home.Kind.TRIPLEX;
        if (share < 87) return Home.Kind.QUADRUPLEX;
        if (share < 92) return Home.Kind.LAND;
        if (share < 92.8) return Home.Kind.FARM;
        if (share < 95) return Home.Kind.RENTAL_HOUSE;
        if (share < 98) return Home.Kind.RENTAL_APARTMENT;
        return share < 99.2 ? Home.Kind.OFFICE_SALE : Home.Kind.RETAIL_LEASE;
    }

    private Place place(Draw draw, Home.Kind kind) {
        return switch (kind) {
            case CONDO, RENTAL_APARTMENT -> draw.chance(.65) ? draw.one(urban) : draw.one(towns);
            case LAND -> draw.chance(.5) ? draw.one(rural) : draw.one(ordinary);
            case FARM, CABIN -> draw.one(rural);
            case OFFICE_SALE, RETAIL_LEASE -> draw.one(towns);
            case TOWNHOUSE, DUPLEX, TRIPLEX, QUADRUPLEX -> draw.one(streets);
            default -> draw.one(ordinary);
        };
    }

    private static String style(Draw draw, Home.Kind kind, Place place) {
        return switch (kind) {
            case HOUSE, RENTAL_HOUSE ->
                switch (place.setting()) {
                    case "city" -> draw.one("craftsman", "craftsman", "colonial", "capecod", "modern");
                    case "hill" -> draw.one("modern", "midcentury", "colonial", "farmhouse");
                    case "new" -> draw.one("farmhouse", "modern", "craftsman");
                    case "senior" -> draw.one("ranch", "midcentury", "capecod");
                    case "rural" -> draw.one("farmhouse", "ranch", "capecod");
                    default -> draw.one("ranch", "ranch", "colonial", "midcentury", "farmhouse", "modern", "capecod");
                };
            case CABIN -> "cabin";
            case FARM -> "farmhouse";
            case CONDO, RENTAL_APARTMENT, OFFICE_SALE -> "condo";
            // Three homes have three doors.
            case TOWNHOUSE, RETAIL_LEASE, TRIPLEX -> "townhouse";
            case MANUFACTURED -> "manufactured";
            case DUPLEX, QUADRUPLEX -> "duplex";
            case LAND -> "";
        };
    }

    private static int beds(Draw draw, Home.Kind kind, boolean luxury) {
        return switch (kind) {
            case HOUSE, FARM -> luxury ? draw.between(4, 6) : draw.one(2, 3, 3, 3, 4, 4, 5);
            case RENTAL_HOUSE, TOWNHOUSE -> draw.one(2, 3, 3, 4);
            case CABIN, MANUFACTURED -> draw.one(2, 2, 3);
            case CONDO, RENTAL_APARTMENT -> draw.one(1, 1, 2, 2, 3);
            case DUPLEX -> draw.between(4, 6);
            case TRIPLEX -> draw.between(5, 7);
            case QUADRUPLEX -> draw.between(6, 9);
            case LAND, OFFICE_SALE, RETAIL_LEASE -> 0;
        };
    }

    private static int squareFeet(Draw draw, Home.Kind kind, int beds, int baths, boolean luxury) {
        if (kind.isLand()) return 0;
        if (kind.isCommercial()) return draw.between(9, kind.isLease() ? 45 : 90) * 100;
        var base = kind.isStacked()
                ? 380 + beds * 330
                : kind == Home.Kind.MANUFACTURED ? 620 + beds * 230 : 520 + beds * 380 + baths * 130;
        return (int) (base * draw.between(.85, 1.2) * (luxury ? 1.45 : 1) / 2) * 2;
    }

    private static int units(Home.Kind kind) {
        return switch (kind) {
            case DUPLEX -> 2;
            case TRIPLEX -> 3;
            case QUADRUPLEX -> 4;
            default -> 0;
        };
    }

    private static int year(Draw draw, Home.Kind kind, Place place, String style) {
        if (kind.isLand()) return 0;
        var year = draw.between(place.builtFrom(), place.builtTo());
        if (style.equals("modern") && year < 1998) year = draw.between(1998, 2024);
        if (style.equals("midcentury"))
            year = Math.max(place.builtFrom() > 1975 ? place.builtFrom() : 0, draw.between(1949, 1971));
        // Elevators, balconies, and garages under the bedrooms are typical of these years.
        if (style.equals("condo") && year < 1962) year = draw.between(1962, 2019);
        if (style.equals("duplex") && year < 1972) year = draw.between(1972, 2016);
        if (style.equals("manufactured")) year = draw.between(1978, 2021);
        if (style.equals("craftsman") && year > 1945 && year < 1995) year = draw.between(1908, 1936);
        return draw.chance(.035) ? draw.between(2025, 2026) : year;
    }

    private static double acres(Draw draw, Home.Kind kind, Place place, boolean luxury) {
        if (kind.isStacked()) return 0;
        var acres = switch (place.setting()) {
            case "urban" -> draw.between(.04, .1);
            case "city" -> draw.between(.08, .19);
            case "new" -> draw.between(.06, .16);
            case "hill" -> draw.between(.16, .6);
            case "rural" -> kind == Home.Kind.FARM ? draw.between(12.0, 74.0) : draw.between(.7, 9.5);
            default -> draw.between(.13, .38);
        };
        if (kind == Home.Kind.TOWNHOUSE) acres = draw.between(.03, .07);
        return Math.round((luxury ? acres * 1.7 : acres) * 100) / 100.0;
    }

    private static List<String> view(Draw draw, Home.Kind kind, Place place) {
        var view = new ArrayList<String>();
        if (place.isUrban() && draw.chance(.5)) view.addAll(draw.some(.6, "City", "River", "Mountain(s)"));
        if (place.setting().equals("hill") && draw.chance(.6))
            view.addAll(draw.some(.5, "Mountain(s)", "Valley", "Trees/Woods", "City"));
        if (place.isRural()) view.addAll(draw.some(.45, "Territorial", "Trees/Woods", "Mountain(s)"));
        if (kind == Home.Kind.HOUSE && view.isEmpty() && draw.chance(.1)) view.add("Park/Greenbelt");
        return List.copyOf(view);
    }
}
