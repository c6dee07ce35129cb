package porchlight.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** What is asked of the MLS as its budget runs out, and what visitors read when it has. */
class BudgetTest {
    private static final int BUDGET = 100;

    private final TestClock clock = new TestClock();
    private DemoMls mls;
    private TestSite site;

    @BeforeEach
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(150).clock(clock).rateLimit(0));
        site = TestSite.on(mls.serviceRoot(), Map.of("RESO_RATE_LIMIT", BUDGET + "/PT1H"), Sources.packaged(), clock)
                .swept();
        assertTrue(mls.requests() < BUDGET / 2, mls.requests() + " to begin with");
    }

    @AfterEach
    void stop() {
        site.close();
        mls.close();
    }

    private int status(String path) throws Exception {
        return site.get(path).statusCode();
    }

    @Test
    void searchesLeaveHalfOfTheBudgetToOthers() throws Exception {
        for (int price = 100; price < 300; price++) assertEquals(200, status("/homes?max_price=" + price + "0000"));
        var asked = mls.requests();
        assertTrue(asked <= BUDGET / 2 + 2, asked + " requests");
        var homes = site.page("/homes?min_price=200000")
                .select("a.listing-card__link")
                .eachAttr("href");
        for (var home : homes.subList(0, 10)) assertEquals(200, status(home), home);
        assertTrue(mls.requests() > asked, "homes are asked for");
    }

    @Test
    void whatOnlyTheMlsKnowsLeavesTheReserveToHomes() throws Exception {
        var spent = "";
        for (int price = 100; price < 300 && spent.isEmpty(); price++) {
            var answer = site.get("/homes?max_price=" + price + "0000&keywords=kitchen");
            if (answer.statusCode() == 503) {
                spent = answer.body();
                assertTrue(Integer.parseInt(
                                answer.headers().firstValue("Retry-After").orElse("0"))
                        > 0);
            } else assertEquals(200, answer.statusCode());
        }
        assertTrue(spent.contains("Too many people are looking at homes right now"), spent);
        assertFalse(spent.contains("isn’t responding"), spent);
        assertTrue(mls.requests() <= BUDGET - BUDGET / 5, mls.requests() + " requests");
        var homes = site.page("/homes?min_price=200000")
                .select("a.listing-card__link")
                .eachAttr("href");
        var shown = 0;
        for (var home : homes) if (status(home) == 200) shown++;
        assertTrue(shown >= 15, shown + " homes of " + homes.size());
        assertTrue(mls.requests() <= BUDGET, mls.requests() + " requests");
    }
}
