package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lines typed into the one search field mean, told as the URL of the search they are. */
class QueryTextTest {
    private static final Vocabulary NAMES = Vocabulary.of(
            KnownCities.of(List.of(
                    new KnownCities.City("Portland", "OR"),
                    new KnownCities.City("Lake Oswego", "OR"),
                    new KnownCities.City("West Linn", "OR"),
                    new KnownCities.City("Vancouver", "WA"),
                    new KnownCities.City("O'Bryant's Ferry", "OR"))),
            Choices.standard(List.of("Active")));

    private static String meaning(String line) {
        var reading = QueryText.read(line, NAMES);
        if (reading.listingId() != null) return "MLS " + reading.listingId();
        var query = new SearchQuery(reading.criteria(), Sort.NEWEST, 1, false);
        return URLDecoder.decode(query.path().replaceFirst("^/homes\\??", ""), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Portland | city=Portland
            portland, or | city=Portland
            Portland OR 97214 | city=Portland&zip=97214
            homes for sale in Lake Oswego | city=Lake Oswego
            west linn | city=West Linn
            o'bryant’s ferry | city=O'Bryant's Ferry
            97214 | zip=97214
            Clackamas County | county=Clackamas
            3 bed | beds=3
            3+ beds | beds=3
            three bedrooms | beds=3
            3br 2ba | beds=3&baths=2
            2.5 baths | baths=3
            under 600k | max_price=600000
            under $600,000 | max_price=600000
            over $1.2m | min_price=1200000
            400k to 600k | min_price=400000&max_price=600000
            400k-600k | min_price=400000&max_price=600000
            between 400k and 600k | min_price=400000&max_price=600000
            3 bed house in Portland under 600k with garage | city=Portland&max_price=600000&beds=3&subtype=Single Family Residence&garage=yes
            condos in vancouver wa | city=Vancouver&subtype=Condominium
            houses or condos | subtype=Condominium&subtype=Single Family Residence
            over 1,800 sq ft | min_sqft=1800
            under 2500 sqft | max_sqft=2500
            half acre | min_lot=0.5
            2+ acres | min_lot=2
            under 1 acre | max_lot=1
            built after 1990 | min_year=1990
            built before 1940 | max_year=1940
            built since 2015 portland | city=Portland&min_year=2015
            new today | max_days=1
            new this week | max_days=7
            last 14 days | max_days=14
            no hoa | max_hoa=0
            hoa under 200 | max_hoa=200
            pool and fireplace | pool=yes&fireplace=yes
            new construction | new_construction=yes
            waterfront with view | waterfront=yes&has_view=yes
            price cut | price_cut=yes
            rentals in Portland | city=Portland&type=Residential Lease
            land in West Linn | city=West Linn&type=Land
            26-101123 | MLS 26-101123
            MLS 26101123 | MLS 26101123
            mls# rmls26101123 | MLS RMLS26101123
            """)
    void linesMeanSearches(String line, String meaning) {
        assertEquals(meaning == null ? "" : meaning, meaning(line));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Laurelhurst | Somewhere[text=Laurelhurst]
            1247 SE Division St | Somewhere[text=1247 SE Division St]
            12 Portland Ave | Somewhere[text=12 Portland Ave]
            xyzzy plugh | Somewhere[text=xyzzy plugh]
            """)
    void whatNoPhraseExplainsIsAPlaceToLookFor(String line, String criterion) {
        assertEquals(
                "[" + criterion + "]", QueryText.read(line, NAMES).criteria().toString());
    }

    @Test
    void theSameLineAlwaysMeansTheSame() {
        var line = "2 bed condo in Portland under 400k with pool";
        var first = meaning(line);
        for (int i = 0; i < 50; i++) assertEquals(first, meaning(line));
    }

    @Test
    void hostileLinesCostLittle() {
        for (var line : List.of(
                "1".repeat(200),
                "under ".repeat(33),
                "3 bed ".repeat(33),
                "$1,000,000 ".repeat(18),
                "( [ { * + ? \\ ^ $ |",
                "<script>alert(1)</script>",
                "a".repeat(199) + "!",
                "🏡".repeat(50))) assertTimeoutPreemptively(Duration.ofSeconds(5), () -> meaning(line));
    }
}
