package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.FeedRows;
import porchlight.harness.TestSite;

/** A feed's values appear on pages with the meaning the feed gave them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValuesOnPagesTest {
    private static final String HOUSE =
            "PropertyType eq 'Residential' and PropertySubType eq 'Single Family Residence'";

    private DemoMls mls;
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(120).rateLimit(0));
        change(key(HOUSE, 0), """
                {"ListPrice": 604999.99, "OriginalListPrice": 1, "GarageSpaces": 2.5, "LotSizeSquareFeet": 7005,
                 "LotSizeAcres": 0.16, "AssociationFee": 1200, "AssociationFeeFrequency": "Yearly", "AssociationYN": true,
                 "PostalCode": "97214-1234", "Country": "CA", "StateOrProvince": "ON"}""");
        change(key(HOUSE, 1), """
                {"AssociationFee": 1200, "AssociationFeeFrequency": "One Time", "AssociationYN": true,
                 "PostalCode": "t5h0e3"}""");
        change(key("PropertyType eq 'Residential Lease'", 0), """
                {"ListPrice": 4950, "LeaseAmountFrequency": "Weekly", "LotSizeSquareFeet": 10000, "LotSizeAcres": 0.23}""");
        change(key(HOUSE, 2), """
                {"BedroomsTotal": 0, "LivingArea": 420, "LivingAreaUnits": "Square Feet", "City": "Toronto (C01)",
                 "Country": "CA", "StateOrProvince": "Ontario", "PostalCode": "M5V 2T6", "LotSizeAcres": 0.5,
                 "LotSizeSquareFeet": null, "LotSizeArea": 0.5}""");
        change(key(HOUSE, 3), """
                {"City": "Toronto (Church-Yonge Corridor)", "Country": "CA", "StateOrProvince": "ON",
                 "LivingArea": null, "BuildingAreaTotal": 1850}""");
        change(key(HOUSE, 4), """
                {"StateOrProvince": "Oregon", "City": "Oakburg", "ListingId": "AA770001"}""");
        change(key(HOUSE, 0), """
                {"ListingId": "BB770001"}""");
        site = TestSite.on(mls.serviceRoot()).swept();
    }

    private org.jsoup.nodes.Element card(String key) throws Exception {
        return site.page("/saved?keys=" + key).select(".listing-card").first();
    }

    @Test
    void aStudioIsSaidToBeOne() throws Exception {
        var key = key(HOUSE, 2);
        var card = card(key).select(".listing-card__facts").text();
        assertTrue(card.startsWith("Studio ") && card.contains("420 sq ft"), card);
        assertFalse(card.contains("bd"), card);
        var page = page(key);
        assertTrue(page.select(".key-facts").text().contains("Studio"));
        assertFalse(page.text().matches("(?i).*\\b0 (?:bd|beds?|bedrooms?)\\b.*"), page.text());
        assertTrue(
                site.page("/compare?keys=" + key + "," + key(HOUSE, 3)).text().contains("Studio"));
        assertFalse(site.get("/embed/listing/" + key).body().matches("(?s).*\\b0 bedrooms.*"));
    }

    @Test
    void aCardTellsTheSizeOfTheBuildingWhereTheLivingAreaIsUnknown() throws Exception {
        var card = card(key(HOUSE, 3)).select(".listing-card__facts").text();
        assertTrue(card.contains("1,850 sq ft building"), card);
        assertFalse(card.contains(" lot"), card);
    }

    @Test
    void sizesInCanadaAreInMetricUnitsToo() throws Exception {
        var facts = page(key(HOUSE, 2)).select(".key-facts").text();
        assertTrue(facts.contains("420 square feet (39 m²)"), facts);
        assertTrue(facts.contains("0.5 acres lot (0.2 ha)"), facts);
        assertFalse(page(key(HOUSE, 4)).select(".key-facts").text().contains("m²"));
    }

    @Test
    void aCityAndAStateHaveOneSpelling() throws Exception {
        for (var line : new String[] {"toronto", "Toronto", "toronto+(c01)"})
            assertEquals(
                    2,
                    results("/homes?q=" + line).select("#results .listing-card").size(),
                    line);
        assertTrue(
                card(key(HOUSE, 2)).text().contains("Toronto, ON M5V 2T6"),
                card(key(HOUSE, 2)).text());
        assertTrue(card(key(HOUSE, 4)).text().contains("Oakburg, OR"));
        assertEquals(200, site.get("/homes/or/oakburg").statusCode());
        assertEquals(404, site.get("/homes/oregon/oakburg").statusCode());
    }

    @Test
    void digitsThatSeveralNumbersEndInLeadToAllOfThem() throws Exception {
        var both = new java.util.TreeSet<>(java.util.List.of(key(HOUSE, 0), key(HOUSE, 4)));
        for (var line : new String[] {"770001", "MLS%23+770001"})
            assertEquals(
                    both,
                    new java.util.TreeSet<>(results("/homes?q=" + line)
                            .select("#results .listing-card")
                            .eachAttr("data-key")),
                    line);
        for (var line : new String[] {"aa770001", "BB-770001"})
            assertTrue(
                    site.get("/homes?q=" + line)
                            .headers()
                            .firstValue("Location")
                            .orElse("")
                            .matches("/(mls|listing)/.*"),
                    line);
    }

    @Test
    void aCanadianPostalCodeIsUnderstoodAlone() throws Exception {
        for (var line : new String[] {"M5V2T6", "m5v+2t6", "M5V-2T6"}) {
            var found = results("/homes?q=" + line).select("#results .listing-card");
            assertEquals(java.util.List.of(key(HOUSE, 2)), found.eachAttr("data-key"), line);
        }
    }

    @Test
    void theNavigationMarksWhatThePageIsAbout() throws Exception {
        var current = ".site-header__nav a[aria-current=page]";
        assertEquals("Buy", site.page("/homes").select(current).text());
        assertEquals("Buy", site.page("/homes?beds=2").select(current).text());
        assertEquals(
                "Rent",
                site.page("/homes?type=Residential+Lease").select(current).text());
        assertEquals(
                "Rent",
                results("/homes?type=Residential+Lease&beds=1").select(current).text());
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    private String key(String filter, int number) throws Exception {
        return FeedRows.ask(
                        mls,
                        "Property?$top=5&$select=ListingKey&$orderby=ListingKey&$filter="
                                + URLEncoder.encode(
                                        filter + " and StandardStatus eq 'Active' and InternetAddressDisplayYN ne false"
                                                + " and InternetEntireListingDisplayYN ne false",
                                        StandardCharsets.UTF_8))
                .path("value")
                .get(number)
                .path("ListingKey")
                .asText();
    }

    private void change(String key, String fields) throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mls.port() + "/admin/listings/" + key))
                                .POST(HttpRequest.BodyPublishers.ofString(fields))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        assertEquals(204, answer.statusCode());
    }

    private Document page(String key) throws Exception {
        return site.page(
                site.get("/listing/" + key).headers().firstValue("Location").orElseThrow());
    }

    /** Another spelling of a search redirects to the canonical one. */
    private Document results(String path) throws Exception {
        var answer = site.get(path);
        return answer.statusCode() == 200
                ? site.page(path)
                : site.page(answer.headers().firstValue("Location").orElseThrow());
    }

    @Test
    void aPriceHasItsCentsAndTheMoneyOfItsCountry() throws Exception {
        var page = page(key(HOUSE, 0));
        assertEquals("$604,999.99", page.select(".listing__price data").text());
        assertFalse(
                page.select(".listing__price").text().contains("was $1"),
                page.select(".listing__price").text());
        var facts = page.select(".key-facts").text();
        assertTrue(facts.contains("2.5 garage spaces"), facts);
        assertTrue(facts.contains("7,005 sq ft lot"), facts);
        var data = page.select("script[type=application/ld+json]").html();
        assertTrue(data.contains("604999.99") && data.contains("\"CAD\"") && !data.contains("\"USD\""), data);
    }

    @Test
    void aFeeIsInTheMonthlyCostOrSaidToBeLeftOut() throws Exception {
        var yearly = page(key(HOUSE, 0));
        assertTrue(
                yearly.select("#costs").text().contains("$100"),
                yearly.select("#costs").text());
        assertFalse(yearly.select(".listing__payment").text().contains("HOA fee"));
        var once = page(key(HOUSE, 1));
        assertTrue(once.select(".listing__payment").text().contains("plus HOA fee"));
        assertTrue(
                once.select("#costs").text().contains("not included"),
                once.select("#costs").text());
    }

    @Test
    void aRentIsForItsPeriodAndRentalsHaveTheirLot() throws Exception {
        var page = page(key("PropertyType eq 'Residential Lease'", 0));
        assertEquals("$4,950/wk", page.select(".listing__price data").text());
        assertTrue(
                page.select(".key-facts").text().contains("10,000 sq ft lot"),
                page.select(".key-facts").text());
    }

    @Test
    void postalCodesAreFoundAsPeopleWriteThem() throws Exception {
        var plain = site.page("/homes?zip=97214").select("#results h1").text();
        assertEquals(
                plain, results("/homes?zip=97214-1234").select("#results h1").text());
        for (var code : new String[] {"T5H0E3", "t5h+0e3", "T5H-0E3"})
            assertEquals(
                    1,
                    results("/homes?zip=" + code)
                            .select("#results .listing-card")
                            .size(),
                    code);
        assertEquals(400, site.get("/homes?zip=9721").statusCode());
    }
}
