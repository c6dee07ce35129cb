package porchlight.demomls.manners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import porchlight.harness.Rounds;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.listing.MlsProfiles;
import porchlight.site.Sources;

/**
 * Addresses whose words have other meanings elsewhere, typed as the site prints them, find their
 * home and no other.
 */
@Order(1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrintedAddressTest {
    /**
     * Street names made of words that are suffixes, directions, units, places, or search phrases.
     */
    private static final List<String> NAMES = List.of(
            ("Glen Oak;Salt;Country View;View;Park;Lake View;North;West Lake;Court;Street;Avenue;Boulevard Park;Unit;Lot;"
                            + "Suite;Oak Glen;Forest Glen;Hill Top;Bay;Point;Mount Hood;Saint Helens;Key;Pool;Garage;"
                            + "Three Bed;Oregon;Portland;Salem City;Condo;New Castle;Built;House;Sold;1st;122nd;Mill Pond;"
                            + "Pine;Orchard;South Shore;East West;The Point;Circle;Broadway;Open House;Waterfront;Fireplace;"
                            + "Senior;Price;Acres;Main;Under Hill;Over Look;Closed;Land;Farm;Rent;School;Baths;Active;"
                            + "Apartment;Floor;Building;Front;Rear;Upper;Studio;Duplex;Townhouse;New;Reduced;Five Mile;"
                            + "Mile Post;Acre;Highway;County Road;E;S;Avenue C;Dr Martin Luther King Jr;Doctor;Place;Way;"
                            + "O'Neil;MacArthur;Del Rey;La Jolla;Fourth Plain;Twenty Second")
                    .split(";"));

    private static final List<String> DIRECTIONS = List.of("", "", "S", "SE", "N", "NW", "E");
    private static final List<String> SUFFIXES =
            List.of("Rd", "Dr", "St", "Ln", "Ct", "Pl", "Way", "Blvd", "Ave", "Ter", "Loop", "Pt", "Hts", "");
    private static final List<String> UNITS =
            List.of("", "", "", "508", "#508", "Unit 5", "Apt 4B", "B", "Ste 200", "Lot 7", "Bldg C");

    private final TestClock clock = new TestClock();
    /** Addresses as listing pages print them, by listing key. */
    private final Map<String, String> printed = new LinkedHashMap<>();

    private List<Home> homes;
    private Replay feed;
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        var random = new Random(5);
        homes = Home.generate(Rounds.of(1, 4) * NAMES.size(), 17, clock.instant());
        for (int at = 0; at < homes.size(); at++) {
            if (at == 0) place(at, "24326", "S", "Glen Oak", "Rd", "");
            else if (at == 1) place(at, "7414", "SE", "Salt", "Dr", "508");
            else
                place(
                        at,
                        Integer.toString(100 + at * (1 + at % 90)),
                        one(random, DIRECTIONS),
                        NAMES.get(at % NAMES.size()),
                        one(random, SUFFIXES),
                        one(random, UNITS));
        }
        feed = new Replay(Vendor.SPARK.manners(), MlsProfiles.load(Walk.PROFILE), homes, clock);
        site = TestSite.on(feed.serviceRoot(), Map.of("MLS_PROFILE", Walk.PROFILE), Sources.packaged(), clock)
                .swept();
        for (var home : homes) {
            var path = site.get("/listing/" + home.key()).headers().firstValue("Location");
            // Listings that must not be shown have no page.
            if (path.isPresent())
                printed.put(
                        home.key(),
                        String.join(
                                ", ", site.page(path.get()).select("h1 > span").eachText()));
        }
        assertTrue(printed.size() > homes.size() / 2, printed.size() + " have a page");
    }

    @AfterAll
    void stop() {
        site.close();
        feed.close();
    }

    private static String one(Random random, List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private void place(int at, String number, String direction, String name, String suffix, String unit) {
        var property = homes.get(at).property();
        property.remove("UnparsedAddress");
        property.put("StreetNumber", number);
        property.put("StreetDirPrefix", direction);
        property.put("StreetName", name);
        property.put("StreetSuffix", suffix);
        property.put("UnitNumber", unit);
        property.put("StandardStatus", "Active");
        property.put("InternetAddressDisplayYN", true);
    }

    enum Typed {
        AS_PRINTED(address -> address),
        WITHOUT_THE_CITY(address -> address.replaceFirst(",.*", "")),
        IN_SMALL_LETTERS(address -> address.toLowerCase(java.util.Locale.ROOT)),
        WITHOUT_COMMAS(address -> address.replace(",", ""));

        private final UnaryOperator<String> line;

        Typed(UnaryOperator<String> line) {
            this.line = line;
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAddressFindsItsHome(Typed typed) throws Exception {
        var wrong = new ArrayList<String>();
        for (var home : printed.keySet()) {
            var line = typed.line.apply(printed.get(home));
            var moved = site.get("/homes?q=" + URLEncoder.encode(line, StandardCharsets.UTF_8));
            var to = moved.headers().firstValue("Location");
            var page =
                    Jsoup.parse(to.isEmpty() ? moved.body() : site.get(to.get()).body());
            var found = page.select(".listing-card").eachAttr("data-key");
            if (!found.contains(home) || typed == Typed.AS_PRINTED && found.size() > 1)
                wrong.add(line + " -> " + to.orElse("itself") + " " + found);
        }
        assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
    }
}
