package porchlight.demomls.manners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The site on each vendor's feed, before anything is known of its homes and afterwards.
 *
 * <p>What each refuses, as its vendor does, and what was seen before the site had a query plan:
 *
 * <ul>
 *   <li>SPARK: nothing; {@code $top} over 25 is cut. "McMinnville" and "DeKalb" had no homes.
 *   <li>BRIDGE: {@code tolower}; an expansion that {@code $select} does not name is left out. No photos, rooms, open houses.
 *   <li>TRESTLE: qualified members, a URL over 2,048 characters (414). Every listing page was 503.
 *   <li>TRESTLE_STRICT, RESO_2_0: strings compared with enumeration types (400). Home and every list were 503.
 *   <li>PARAGON: the same, {@code in}, {@code $expand}. Home and every list were 503, photos came on no page.
 *   <li>RAPATTONI: {@code in}, functions, options inside {@code $expand}, ListingKey (400). Every page was 503.
 *   <li>MLS_GRID: all but seven fields in {@code $filter}, {@code $orderby}, {@code in}, functions, options inside
 *       {@code $expand} (400), more than two requests a second (429). Every page was 503.
 *   <li>CREA_DDF: {@code $top} over 100 (400). No photos, no open houses on listing pages.
 *   <li>CONSTELLATION1: geo functions (400); pages hold 10 rows, nothing is counted.
 *   <li>LOOKUP_STRINGS: a URL over 4,096 characters (414). Every listing page was 503.
 * </ul>
 */
class ZooTest {
    private static final int HOMES = 120;

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void everyPageComesAndCountsAreRight(Vendor vendor) throws Exception {
        try (var walk = new Walk(vendor, HOMES)) {
            walk.cold();
            assertEquals(List.of(), walk.problems(), () -> log(walk));
            walk.swept();
            var home = walk.shown().get(walk.shown().size() - 1);
            // Where time passes the sweep does not rest.
            if (vendor != Vendor.MLS_GRID) {
                assertTrue(walk.cost("/homes?min_price=234500&max_price=765400") <= 1 + walk.apart(false));
                assertTrue(walk.cost("/embed/listing/" + home.key()) <= 1 + walk.apart(true));
            }
            walk.lists();
            walk.places();
            walk.listings(3);
            assertEquals(List.of(), walk.problems(), () -> log(walk));
            assertEquals(List.of(), walk.refusedSince());
            assertTrue(walk.pages() >= 40, walk.toString());
        }
    }

    /** Where no home has a flag, rules about it leave none until null is asked for too. */
    @Test
    void photosOfASetComeWhereNullsAreAsInSql() throws Exception {
        var manners = Vendor.PARAGON.manners();
        manners.undeclared.clear();
        manners.sqlNulls = true;
        try (var walk = new Walk("nulls apart", manners, HOMES, Map.of())) {
            walk.learned();
            walk.cold();
            assertEquals(List.of(), walk.problems(), () -> log(walk));
        }
    }

    /** Combinations made by chance, the same in every run; {@link ZooWalk} has more. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void feedsThatBehaveAsNobodyPlanned(long seed) throws Exception {
        var manners = Manners.random(new Random(seed));
        try (var walk = new Walk(manners.toString(), manners, HOMES, Map.of())) {
            walk.cold();
            walk.swept();
            walk.lists();
            walk.places();
            walk.listings(2);
            assertEquals(List.of(), walk.problems(), () -> manners + "\n" + log(walk));
            assertEquals(List.of(), walk.refusedSince(), manners::toString);
        }
    }

    private static String log(Walk walk) {
        return String.join(
                "\n", walk.refused().stream().map(Object::toString).limit(12).toList());
    }
}
