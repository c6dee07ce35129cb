package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.listing.OurOffices;
import porchlight.listing.QueryPlan;

/** Query strings as typed criteria, conditions for the feed, canonical URLs and words. */
class SearchFormTest {
    private static final Set<String> FIELDS = Set.of(
            "City",
            "PostalCode",
            "CountyOrParish",
            "SubdivisionName",
            "ElementarySchool",
            "HighSchool",
            "ListPrice",
            "BedroomsTotal",
            "BathroomsTotalInteger",
            "LivingArea",
            "LotSizeAcres",
            "YearBuilt",
            "PropertyType",
            "PropertySubType",
            "StandardStatus",
            "GarageYN",
            "PoolPrivateYN",
            "AssociationFee",
            "AssociationFeeFrequency",
            "AssociationYN",
            "DaysOnMarket",
            "OnMarketDate",
            "PublicRemarks",
            "Location");
    private static final Capabilities FULL = new Capabilities(
            QueryPlan.of(FIELDS),
            true,
            Set.of(),
            "InternetAddressDisplayYN",
            OurOffices.NONE,
            LocalDate.of(2026, 11, 23));
    private static final Capabilities POOR = new Capabilities(
            QueryPlan.of(FIELDS).comparingOnly(),
            true,
            Set.of(),
            "InternetAddressDisplayYN",
            OurOffices.NONE,
            LocalDate.of(2026, 11, 23));

    private static final String FOR_SALE =
            " and PropertyType ne 'Residential Lease' and PropertyType ne 'Commercial Lease'";

    private static SearchForm form(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (var pair : query.split("&")) {
            var parts = pair.split("=", 2);
            parameters
                    .computeIfAbsent(parts[0], name -> new ArrayList<>())
                    .add(parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return SearchForm.parse(parameters);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            beds=3&city=Portland | /homes?city=Portland&beds=3
            city=&beds=&min_price= | /homes
            city=+Portland+ | /homes?city=Portland
            utm_source=mail&beds=2&gclid=x | /homes?beds=2
            page=1 | /homes
            page=2&beds=2 | /homes?beds=2&page=2
            status=Active | /homes
            status=Pending&status=Active | /homes?status=Active&status=Pending
            sort=newest | /homes
            sort=-price&beds=2 | /homes?beds=2&sort=-price
            garage=on | /homes?garage=yes
            min_price=%24450%2C000 | /homes?min_price=450000
            min_price=450k&max_price=1.2m | /homes?min_price=450000&max_price=1200000
            min_lot=0.50 | /homes?min_lot=0.5
            subdivision=O%27Bryant+Park | /homes?subdivision=O%27Bryant+Park
            """)
    void searchesHaveOneUrl(String query, String canonical) {
        var form = form(query);
        assertEquals(Map.of(), form.messages());
        assertEquals(canonical, form.query().path());
        assertEquals(
                canonical,
                form(canonical.replaceFirst("^/homes\\??", "")).query().path());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            min_price=lots | min_price
            min_price=-5 | min_price
            min_price=600000&max_price=400000 | max_price
            beds=2.5 | beds
            max_beds=2&beds=3 | max_beds
            max_baths=0 | max_baths
            stories=4 | stories
            min_garage=two | min_garage
            beds=0 | beds
            beds=99 | beds
            zip=9721 | zip
            min_year=soon | min_year
            max_days=0 | max_days
            max_hoa=free | max_hoa
            page=0 | page
            page=99999 | page
            sort=cheapest | sort
            beds=2&beds=3 | beds
            city=a%00b | city
            polygon=nonsense | polygon
            polygon=45.5,-122.6;45.6,-122.6 | polygon
            bounds=1,2,3 | bounds
            garage=no | garage
            type=Castle | type
            status=Sold+out | status
            subtype=%2A%2A | subtype
            city=%3F%3F | city
            near=45.5231 | near
            """)
    void wrongInputIsReportedForItsFieldAndKept(String query, String field) {
        var form = form(query);
        assertEquals(Set.of(field), form.messages().keySet());
        assertFalse(form.messages().get(field).isBlank());
        var name = query.split("=")[0];
        assertEquals(
                URLDecoder.decode(query.split("[=&]")[1], StandardCharsets.UTF_8),
                form.value(SearchField.of(name).orElseThrow()));
    }

    @Test
    void aDistanceIsWrongByItself() {
        assertEquals(
                Set.of("radius"),
                form("near=45.5231,-122.6765&radius=51").messages().keySet());
        assertEquals(Set.of("radius"), form("radius=2").messages().keySet());
        assertEquals(Set.of("near"), form("near=45.5231&radius=2").messages().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"q", "city", "school", "keywords", "subdivision"})
    void endlessTextIsRefused(String field) {
        assertTrue(form(field + "=" + "x".repeat(field.equals("q") ? 301 : 201))
                .messages()
                .containsKey(field));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            city=Portland | StandardStatus eq 'Active' and City eq 'Portland'
            city=O%27Bryant%27s+Ferry | StandardStatus eq 'Active' and City eq 'O''Bryant''s Ferry'
            zip=97214 | StandardStatus eq 'Active' and PostalCode eq '97214'
            min_price=400000&max_price=600000 | StandardStatus eq 'Active' and ListPrice ge 400000 and ListPrice le 600000
            beds=3&baths=2 | StandardStatus eq 'Active' and BedroomsTotal ge 3 and BathroomsTotalInteger ge 2
            beds=2&max_beds=4 | StandardStatus eq 'Active' and BedroomsTotal ge 2 and BedroomsTotal le 4
            subtype=Condominium&subtype=Townhouse | StandardStatus eq 'Active' and PropertySubType in ('Condominium','Townhouse')
            status=Pending | StandardStatus eq 'Pending'
            garage=yes | StandardStatus eq 'Active' and GarageYN eq true
            school=Grant | StandardStatus eq 'Active' and (ElementarySchool eq 'Grant' or HighSchool eq 'Grant')
            """)
    void criteriaBecomeConditions(String query, String filter) {
        assertEquals(filter + FOR_SALE, form(query).query().filter(FULL).toOData());
    }

    @Test
    void aChosenMarketIsTheOnlyOne() {
        assertEquals(
                "StandardStatus eq 'Active' and PropertyType eq 'Residential Lease'",
                form("type=Residential+Lease").query().filter(FULL).toOData());
    }

    @Test
    void aFeedThatKnowsLittleIsAskedLess() {
        var subtypes = form("subtype=Condominium&subtype=Townhouse").query();
        assertTrue(POOR.plan()
                .translated(subtypes.filter(POOR))
                .orElseThrow()
                .toOData()
                .contains("(PropertySubType eq 'Condominium' or PropertySubType eq 'Townhouse')"));
        var keywords = form("keywords=garden").query();
        assertEquals(List.of(), keywords.unsupported(FULL));
        assertEquals(
                List.of("keywords"),
                keywords.unsupported(POOR).stream()
                        .map(criterion -> criterion.params().get(0).name())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            beds=3&subtype=Single+Family+Residence&city=Portland&max_price=600000&garage=yes | 3+ bed houses in Portland, under $600,000 with a garage
            city=Portland | Homes for sale in Portland
            beds=3&max_beds=3&max_baths=2&stories=1 | 3 bed, up to 2 bath homes for sale, one story
            beds=2&max_beds=3&city=Salem | 2 to 3 bed homes for sale in Salem
            type=Residential+Lease&zip=97214 | Homes for rent in 97214
            """)
    void searchesReadAsPeopleSayThem(String query, String words) {
        assertEquals(words, SearchWords.of(form(query).query()));
    }

    @Test
    void everyCriterionHasALabelAndComesBackFromItsUrl() {
        var all = "city=Portland&zip=97214&county=Clackamas&subdivision=Alameda&school=Grant&min_price=1&max_price=2"
                + "&beds=1&max_beds=4&baths=1&max_baths=2&stories=1&min_garage=2&min_parking=3&min_sqft=1&max_sqft=2&min_lot=1&max_lot=2&min_year=1990&max_year=1991&type=Land"
                + "&subtype=Farm&status=Pending&garage=yes&pool=yes&waterfront=yes&has_view=yes&fireplace=yes"
                + "&new_construction=yes&price_cut=yes&open_house=yes&max_hoa=1&max_days=7&keywords=garden";
        var form = form(all);
        assertEquals(Map.of(), form.messages());
        for (var criterion : form.query().criteria()) {
            assertFalse(criterion.label().isBlank(), criterion.toString());
            var alone = new SearchQuery(List.of(criterion), Sort.NEWEST, 1, false);
            assertEquals(alone, form(alone.path().split("\\?")[1]).query());
            assertFalse(form.query().without(criterion).criteria().contains(criterion));
        }
    }
}
