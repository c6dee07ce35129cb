package porchlight.search.phrase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.search.Choices;
import porchlight.search.KnownCities;
import porchlight.search.SearchQuery;
import porchlight.search.Sort;
import porchlight.search.Vocabulary;

/** What lines typed into the one search field mean, told as the URL of the search they are. */
class QueryTextTest {
    private static final Vocabulary NAMES = Vocabulary.of(
            KnownCities.of(List.of(
                    new KnownCities.City("Portland", "OR"),
                    new KnownCities.City("Beaverton", "OR"),
                    new KnownCities.City("Lake Oswego", "OR"),
                    new KnownCities.City("West Linn", "OR"),
                    new KnownCities.City("Vancouver", "WA"),
                    new KnownCities.City("O'Bryant's Ferry", "OR"))),
            Choices.standard(List.of("Active")),
            true);

    private static String meaning(String line) {
        var reading = QueryText.read(line, NAMES);
        if (reading.listingId() != null) return "MLS " + reading.listingId();
        var query = new SearchQuery(reading.criteria(), Sort.NEWEST, 1, false);
        var sort = reading.sort() == null ? "" : " by " + reading.sort().value();
        return URLDecoder.decode(query.path().replaceFirst("^/homes\\??", ""), StandardCharsets.UTF_8) + sort;
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
            3x2 in Portland | city=Portland&beds=3&baths=2
            exactly 3 bedrooms | beds=3&max_beds=3
            3 bedrooms only | beds=3&max_beds=3
            only 2 baths | baths=2&max_baths=2
            exactly 1,500 sq ft | min_sqft=1500&max_sqft=1500
            $3000/mo payment | max_monthly=3000
            pymt under 2800 | max_monthly=2800
            retirement community | senior=yes
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
            1/2 acre | min_lot=0.5
            3/4 acre lot | min_lot=0.75
            1 1/2 acres | min_lot=1.5
            one and a half acres | min_lot=1.5
            a quarter of an acre | min_lot=0.25
            half-acre lot | min_lot=0.5
            lot over 1 acre | min_lot=1
            5000 sq ft lot | min_lot=0.115
            1,500 to 2,000 sq ft | min_sqft=1500&max_sqft=2000
            1500-2000 sqft | min_sqft=1500&max_sqft=2000
            2000 sqft or less | max_sqft=2000
            2000+ sq. ft. | min_sqft=2000
            500-600k | min_price=500000&max_price=600000
            500k-1.2m | min_price=500000&max_price=1200000
            1-1.5 million | min_price=1000000&max_price=1500000
            between 400 and 600k | min_price=400000&max_price=600000
            600k to 400k | min_price=400000&max_price=600000
            from 400k to 600k | min_price=400000&max_price=600000
            from 400k | min_price=400000
            under 600 thousand | max_price=600000
            under 1.2 million | max_price=1200000
            half a million | max_price=500000
            500k | max_price=500000
            $500,000 | max_price=500000
            500k or less | max_price=500000
            600k max | max_price=600000
            600k+ | min_price=600000
            around 500k | min_price=450000&max_price=550000
            price under 600k | max_price=600000
            budget of 750k | max_price=750000
            no more than 600k | max_price=600000
            no less than 600k | min_price=600000
            over 400k and under 600k | min_price=400000&max_price=600000
            600k max, 3 beds min | max_price=600000&beds=3
            600k min 3 beds | max_price=600000&beds=3
            rentals under 2000 a month | max_price=2000&type=Residential Lease
            rentals 1500 to 2000 | min_price=1500&max_price=2000&type=Residential Lease
            3bd/2ba | beds=3&baths=2
            beds 3 | beds=3
            beds 3 baths 2 | beds=3&baths=2
            3-bedroom house | beds=3&subtype=Single Family Residence
            minimum 3 bedrooms | beds=3
            at least 3 bedrooms | beds=3
            3 or more beds | beds=3
            more than 3 beds | beds=4
            3 bed 3 bed | beds=3
            built 2010 or later | min_year=2010
            built in 1990 | min_year=1990&max_year=1990
            built between 1990 and 2000 | min_year=1990&max_year=2000
            built in the 1990s | min_year=1990&max_year=1999
            newer than 2000 | min_year=2000
            hoa under 300 a month | max_hoa=300
            hoa under $3,600 a year | max_hoa=300
            hoa less than $250/mo | max_hoa=250
            without hoa fees | max_hoa=0
            just listed | max_days=7
            new listings | max_days=7
            listed today | max_days=1
            last week | max_days=7
            listed in the last 2 weeks | max_days=14
            past month | max_days=30
            open house sunday | open_house=sunday
            open this weekend | open_house=weekend
            open house saturday and sunday | open_house=weekend
            55+ | senior=yes
            apartment | subtype=Condominium
            w/ garage | garage=yes
            Portland, Oregon | city=Portland
            vancouver washington | city=Vancouver
            Portland or Beaverton | city=Beaverton&city=Portland
            houses in Portland and Beaverton under 500k | city=Beaverton&city=Portland&max_price=500000&subtype=Single Family Residence
            Portland or 97214 | q=Portland or 97214
            Portland OR 97214 | city=Portland&zip=97214
            less than 3 beds | max_beds=2
            2-3 bedrooms | beds=2&max_beds=3
            3 to 4 bedrooms | beds=3&max_beds=4
            under 600 | max_price=600000
            studio in Portland | city=Portland&beds=studio
            2 beds 3 beds | beds=2
            under 600k under 500k | max_price=600000
            new today this week | max_days=7
            97214 or 97215 | zip=97214&zip=97215
            97214-1234 | zip=97214
            homes clackamas county | county=Clackamas
            I'm looking for a 3 bed in Portland, please | city=Portland&beds=3
            """)
    void everydayLinesMeanWhatBuyersMean(String line, String meaning) {
        assertEquals(meaning, meaning(line));
    }

    /** Lines that were once read as their opposite. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            max lot 1 acre | max_lot=1
            max lot size 1 acre | max_lot=1
            max beds 3 | max_beds=3
            min beds 3 max beds 4 | beds=3&max_beds=4
            min price 300k max price 500k | min_price=300000&max_price=500000
            max price 500k min price 300k | min_price=300000&max_price=500000
            no pool or hoa | q=no pool or hoa
            no hoa or pool | q=no hoa or pool
            without hoa or pool | q=without hoa or pool
            no stairs or pool | q=no stairs or pool
            no smoking or pool | q=no smoking or pool
            no pool or smoking | q=no pool or smoking
            doesn't have to have a garage, 3 beds | beds=3
            don't need to have a pool, 3 beds | beds=3
            doesn't need to be in Portland, 3 beds | beds=3
            not necessarily in Portland, 3 beds | beds=3
            w/o hoa | max_hoa=0
            not hoa | max_hoa=0
            does not have hoa | max_hoa=0
            we don't want an hoa | max_hoa=0
            avoid hoa | max_hoa=0
            non-hoa | max_hoa=0
            all but Portland | q=all but Portland
            anywhere but Portland | q=anywhere but Portland
            house -pool | q=no pool&subtype=Single Family Residence
            !pool | q=no pool
            pool-free | q=pool-free
            not only condos, 3 beds | beds=3
            instead of condos, houses | q=instead of condos&subtype=Single Family Residence
            under 1/2 million | max_price=500000
            under half a mil | max_price=500000
            .25 acre | min_lot=0.25
            monthly payment under 3000 | max_monthly=3000
            mortgage payment under 2000 | max_monthly=2000
            monthly budget 2500 | max_monthly=2500
            homes that cost under 500k | max_price=500000
            not too expensive | by price
            pool or a view | q=pool or a view
            condo or a pool | q=condo or a pool
            either a pool or a view | q=pool or a view
            Portland or a pool | q=Portland or a pool
            under 400k over 500k | min_price=500000
            menos de 3 recamaras | max_beds=2
            mas de 3 recamaras | beds=4
            casa sin garaje ni alberca | q=without garage nor pool&subtype=Single Family Residence
            2 acres o más | min_lot=2
            """)
    void linesNeverMeanTheOpposite(String line, String meaning) {
        assertEquals(meaning, meaning(line).strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            open house next sunday | q=open house next sunday
            sold in last 6 months | q=sold in last 6 months
            no garage | q=no garage
            without pool | q=without pool
            without a pool or garage, 3 beds | q=without a pool or garage&beds=3
            no attached garage | q=no attached garage
            neither pool nor garage | q=neither pool nor garage
            garage not needed | q=garage not needed
            don't want to pay over 600k | q=don't want to pay over 600k
            not in Portland | q=not in Portland
            no pool in Portland | q=no pool&city=Portland
            anything but condos | q=anything but condos
            garage or pool | q=garage or pool
            house or land | q=house or land
            built before 1940 or after 1990 | q=built before 1940 or after 1990
            Portland, Maine | q=Portland, Maine
            Portland, WA | q=Portland, WA
            hoa over 200 | q=hoa over 200
            open house this week | q=open house this week
            xyzzy 3 beds plugh | q=xyzzy, plugh&beds=3
            """)
    void whatNoSearchMeansIsReportedAndNeverItsOpposite(String line, String meaning) {
        assertEquals(meaning, meaning(line));
        // What was not understood is not understood when it is read again, and takes nothing away.
        var rest = meaning.replaceFirst("q=([^&]*).*", "$1");
        assertEquals("q=" + rest, meaning(rest));
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
