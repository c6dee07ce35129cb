package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.FeedRows;
import porchlight.harness.TestSite;

/** Searches by what homes cost a month, against costs computed here from the MLS's own records. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonthlyCostTest {
    private static final int LISTINGS = 720;
    private static final MathContext EXACT = MathContext.DECIMAL128;

    private final List<JsonNode> rows = new ArrayList<>();
    private DemoMls mls;
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(LISTINGS));
        site = TestSite.on(mls.serviceRoot()).swept();
        for (var row : FeedRows.of(mls, LISTINGS)) if (isShown(row)) rows.add(row);
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    private static boolean isShown(JsonNode row) {
        return row.path("StandardStatus").asText().equals("Active")
                && !FeedRows.isNo(row, "InternetEntireListingDisplayYN")
                && !row.path("DelayedMarketingYN").asBoolean()
                && !FeedRows.isNo(row, "ApprovalStatus")
                && row.path("ListPrice").asDouble() < 1e14;
    }

    private List<JsonNode> forSale() {
        return rows.stream().filter(row -> !isRental(row)).toList();
    }

    private static boolean isRental(JsonNode row) {
        return row.path("PropertyType").asText().endsWith("Lease");
    }

    private static BigDecimal money(String number) {
        return new BigDecimal(number);
    }

    private static long dollars(BigDecimal amount) {
        return amount.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static BigDecimal percent(BigDecimal amount, String percent) {
        return amount.multiply(money(percent)).movePointLeft(2);
    }

    /** The assumptions that the site's default setting makes of what a listing does not say. */
    private static long cost(JsonNode row, String down, String rate, int years) {
        var price = row.path("ListPrice").decimalValue().setScale(0, RoundingMode.DOWN);
        var loan = money(Long.toString(dollars(price.subtract(percent(price, down)))));
        var months = years * 12;
        var interest = money(rate).divide(money("1200"), EXACT);
        var payment = interest.signum() == 0
                ? loan.divide(money("" + months), EXACT)
                : loan.multiply(interest)
                        .divide(
                                BigDecimal.ONE.subtract(BigDecimal.ONE.divide(
                                        BigDecimal.ONE.add(interest).pow(months, EXACT), EXACT)),
                                EXACT);
        var tax = row.path("TaxAnnualAmount").isNumber()
                ? row.path("TaxAnnualAmount").decimalValue()
                : percent(price, "1.1");
        var insurance = row.path("PropertyType").asText().equals("Land") ? BigDecimal.ZERO : percent(price, "0.4");
        var mortgageInsurance = money(down).doubleValue() < 20 ? percent(loan, "0.6") : BigDecimal.ZERO;
        return dollars(payment)
                + monthly(tax)
                + monthly(insurance)
                + dues(row)
                + dollars(mortgageInsurance.divide(money("12"), EXACT));
    }

    /** Of a year's amount, which is in whole dollars. */
    private static long monthly(BigDecimal yearly) {
        return dollars(money(Long.toString(dollars(yearly))).divide(money("12"), EXACT));
    }

    private static long dues(JsonNode row) {
        if (!row.path("AssociationFee").isNumber()) return 0;
        var months = switch (row.path("AssociationFeeFrequency").asText()) {
            case "Monthly" -> "1";
            case "Quarterly" -> "3";
            case "Semi-Annually" -> "6";
            case "Annually" -> "12";
            default -> throw new AssertionError(row.path("AssociationFeeFrequency"));
        };
        return dollars(row.path("AssociationFee").decimalValue().divide(money(months), EXACT));
    }

    private JsonNode row(String key) {
        return rows.stream()
                .filter(row -> row.path("ListingKey").asText().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static long count(Document page) {
        var heading = page.select("h1").text();
        return heading.startsWith("No ") ? 0 : Long.parseLong(heading.split(" ")[0].replace(",", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "max_monthly=3000, 3000, 20, 6.5, 30",
        "max_monthly=2000, 2000, 20, 6.5, 30",
        "max_monthly=4000&down=10, 4000, 10, 6.5, 30",
        "max_monthly=4000&down=0&rate=7.125, 4000, 0, 7.125, 30",
        "max_monthly=5000&down=35.5&rate=5.25&term=15, 5000, 35.5, 5.25, 15",
        "max_monthly=2500&rate=0&term=10, 2500, 20, 0, 10",
        "max_monthly=900&down=100, 900, 100, 6.5, 30"
    })
    void homesThatCostNoMoreAreFoundAndSayWhatTheyCost(String query, long most, String down, String rate, int term)
            throws Exception {
        var expected = forSale().stream()
                .filter(row -> cost(row, down, rate, term) <= most)
                .count();
        assertTrue(expected > 0, "the demo has some");

        var before = mls.requests();
        var page = site.page("/homes?" + query);

        assertEquals(expected, count(page));
        assertTrue(mls.requests() <= before + 1);
        for (var card : page.select(".listing-card"))
            assertEquals(
                    String.format("Est. $%,d/mo", cost(row(card.attr("data-key")), down, rate, term)),
                    card.select(".listing-card__monthly").text());
        var costs = page.select("[data-costs]").text();
        assertTrue(
                costs.startsWith("Monthly costs are estimates: " + down + "% down, " + rate + "% interest for " + term
                        + " years"),
                costs);
        assertTrue(costs.contains("Calculated by Test Realty"), costs);
        assertEquals(money(down).doubleValue() < 20, costs.contains("Mortgage insurance: 0.6%"), costs);
        assertTrue(
                page.select(".chip").get(0).text().startsWith("Up to $"),
                page.select(".chip").text());
        assertTrue(page.select(".notice").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"sort=monthly, 20, 30", "down=5&term=15&sort=monthly, 5, 15"})
    void theyAreSortedByIt(String query, String down, int term) throws Exception {
        var expected = forSale().stream()
                .sorted(Comparator.<JsonNode>comparingLong(row -> cost(row, down, "6.5", term))
                        .thenComparing(row -> row.path("ListingKey").asText()))
                .map(row -> row.path("ListingKey").asText())
                .limit(48)
                .toList();
        var first = site.page("/homes?" + query);
        var found = new ArrayList<>(first.select(".listing-card").eachAttr("data-key"));
        var next = first.select("a[rel=next]").attr("href");
        found.addAll(site.page(next).select(".listing-card").eachAttr("data-key"));

        assertEquals(expected, found);
        assertEquals("monthly", first.select("#sort option[selected]").val());
        assertEquals(24, first.select(".listing-card__monthly").size());
    }

    @Test
    void aHomesPageEstimatesTheSame() throws Exception {
        var page = site.page("/homes?max_monthly=3000&beds=2");
        assertTrue(page.select(".listing-card").size() > 1);
        for (var card : page.select(".listing-card")) {
            var home = site.page(card.select("a.listing-card__link").attr("href"));
            assertEquals(
                    card.select(".listing-card__monthly").text(),
                    "Est. " + home.select("[data-total]").text() + "/mo");
        }
    }

    @Test
    void ofARentalItIsTheRent() throws Exception {
        var expected = rows.stream()
                .filter(row -> row.path("PropertyType").asText().equals("Residential Lease"))
                .filter(row -> row.path("ListPrice").asDouble() <= 2_400)
                .count();
        var page = site.page("/homes?max_monthly=2400&type=Residential+Lease");
        assertTrue(expected > 0);
        assertEquals(expected, count(page));
        assertTrue(page.select(".listing-card__monthly, [data-costs]").isEmpty(), "a rent is no estimate");
    }

    @Test
    void pinsAndTheWidgetFindTheSame() throws Exception {
        var expected = forSale().stream()
                .filter(row -> cost(row, "10", "6.5", 30) <= 3_500)
                .count();
        var framed = site.page("/embed/results?max_monthly=3500&down=10");
        assertEquals(expected, count(framed));
        assertTrue(framed.select(".notice").text().contains("estimates: 10% down"));
        assertFalse(framed.select(".listing-card__monthly").isEmpty());
        assertEquals(200, site.get("/api/pins?zoom=9&max_monthly=3500&down=10").statusCode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            max_monthly=3000&rate=900 | rate
            max_monthly=3000&rate=-1 | rate
            max_monthly=3000&rate=soon | rate
            max_monthly=3000&down=110 | down
            max_monthly=3000&down=-5 | down
            max_monthly=3000&term=7000 | term
            max_monthly=3000&term=0 | term
            max_monthly=3000&term=12.5 | term
            max_monthly=0 | max_monthly
            max_monthly=-3000 | max_monthly
            max_monthly=cheap | max_monthly
            max_monthly=2000001 | max_monthly
            sort=monthly&down=101 | down
            rate=26 | rate
            """)
    void aWrongFigureIsReportedBesideItsFieldAndKept(String query, String field) throws Exception {
        var before = mls.requests();
        var answer = site.get("/homes?" + query);
        assertEquals(400, answer.statusCode());
        var page = Jsoup.parse(answer.body());
        var input = page.getElementById(field);
        assertEquals("true", input.attr("aria-invalid"));
        assertFalse(page.getElementById(input.attr("aria-describedby")).text().isBlank());
        assertEquals(1, page.select(".error-summary a[href=#" + field + "]").size());
        var typed = query.replaceFirst(".*\\b" + field + "=([^&]*).*", "$1");
        assertEquals(
                typed,
                input.tagName().equals("select")
                        ? input.select("option[selected]").val()
                        : input.val());
        if (!field.equals("max_monthly") && query.contains("max_monthly"))
            assertEquals("3000", page.select("#max_monthly option[selected]").val());
        assertEquals(before, mls.requests());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            max_monthly=%243%2C000&down=20&rate=6.5&term=30 | /homes?max_monthly=3000
            max_monthly=3k&down=20.0%25&rate=6.500 | /homes?max_monthly=3000
            rate=5.50&max_monthly=3000&down=10%25 | /homes?max_monthly=3000&down=10&rate=5.5
            down=10&rate=5&term=15 | /homes
            beds=3&down=10 | /homes?beds=3
            sort=monthly&down=20 | /homes?sort=monthly
            sort=monthly&down=10 | /homes?down=10&sort=monthly
            """)
    void aSearchHasOneAddressWithoutTheUsualLoan(String query, String canonical) throws Exception {
        var answer = site.get("/homes?" + query);
        assertTrue(List.of(301, 302).contains(answer.statusCode()), "" + answer.statusCode());
        assertTrue(answer.headers().firstValue("Location").orElseThrow().endsWith(canonical));
        assertEquals(200, site.get(canonical).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?sort=price", "?max_price=500000"})
    void nothingIsEstimatedForOtherSearches(String query) throws Exception {
        var page = site.page("/homes" + query);
        assertTrue(page.select(".listing-card__monthly, [data-costs]").isEmpty());
        assertEquals("20", page.select("#down").attr("placeholder"));
        assertEquals("6.5", page.select("#rate").attr("placeholder"));
        assertEquals("30", page.select("#term").attr("placeholder"));
    }

    @Test
    void theOwnersAssumptionsAreTheUsualOnes() throws Exception {
        try (var other = TestSite.on(
                mls.serviceRoot(),
                Map.of("COST_DEFAULTS", "down=10,rate=7.25,term=15"),
                porchlight.site.Sources.packaged(),
                java.time.InstantSource.system())) {
            other.swept();
            var expected = forSale().stream()
                    .filter(row -> cost(row, "10", "7.25", 15) <= 4_000)
                    .count();
            assertEquals(expected, count(other.page("/homes?max_monthly=4000")));
            assertEquals(301, other.get("/homes?max_monthly=4000&down=10").statusCode());
            assertEquals(200, other.get("/homes?max_monthly=4000&down=20").statusCode());
        }
    }
}
