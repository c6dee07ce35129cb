package porchlight.demomls.manners;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole walk, {@code mvn -Pzoo test}: every listing of every vendor, and feeds with unforeseen
 * behavior.
 */
class ZooWalk {
    private static final Logger log = LoggerFactory.getLogger(ZooWalk.class);
    private static final int HOMES = 240;
    private static final int COMBINATIONS = 40;

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void everyPageOfEveryVendor(Vendor vendor) throws Exception {
        var manners = vendor.manners();
        // With a stopped clock, a request budget would never refill; with a running clock, a few
        // listings take long enough.
        var paced = manners.perSecond > 0;
        var settings = paced ? Map.<String, String>of() : Map.of("RESO_RATE_LIMIT", "100000/PT5M");
        try (var walk = new Walk(vendor.toString(), manners, HOMES, settings)) {
            whole(walk, paced ? 40 : HOMES);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void feedsThatBehaveAsNobodyPlanned(long seed) throws Exception {
        var random = new Random(seed);
        for (int number = 0; number < COMBINATIONS / 4; number++) {
            var manners = Manners.random(random);
            try (var walk = new Walk(manners.toString(), manners, 120, Map.of())) {
                whole(walk, 3);
            }
        }
    }

    /** {@link ZooTest} runs the first two of these. */
    @ParameterizedTest
    @ValueSource(longs = {13, 14, 15, 16})
    void feedsThatBehaveAsTheyDidBefore(long seed) throws Exception {
        var manners = Manners.random(new Random(seed));
        try (var walk = new Walk(manners.toString(), manners, 120, Map.of())) {
            whole(walk, 2);
        }
    }

    private static void whole(Walk walk, int listings) throws Exception {
        walk.cold();
        assertEquals(List.of(), walk.problems(), () -> walk + " " + walk.refused());
        walk.swept();
        walk.lists();
        walk.places();
        walk.listings(listings);
        assertEquals(List.of(), walk.problems(), () -> walk + " " + walk.refused());
        assertEquals(List.of(), walk.refusedSince(), walk::toString);
        log.info("{}", walk);
    }
}
