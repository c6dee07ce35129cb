package porchlight.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.LyingMls;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** What a page needs of the catalog is read while the MLS is asked: the MLS answers only when that is done. */
class OverlapTest {
    private DemoMls truth;
    private LyingMls mls;
    private TestSite site;

    @BeforeEach
    void start() throws Exception {
        truth = DemoMls.start(DemoOptions.standard().listings(60));
        mls = new LyingMls(truth);
        site = TestSite.on(mls.serviceRoot(), Map.of(), Sources.packaged(), InstantSource.system())
                .swept();
    }

    @AfterEach
    void stop() {
        site.close();
        mls.close();
        truth.close();
    }

    private long doneBeside() throws Exception {
        return site.management("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("porchlight_tasks_total{kind=\"beside\"} "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** Gives the page only if something was done beside its question, which waits for that. */
    private void isMadeWhileTheMlsIsAsked(String path, String question) throws Exception {
        var before = doneBeside();
        var asked = new AtomicBoolean();
        var overlapped = new AtomicBoolean();
        mls.answer(question, () -> {
            asked.set(true);
            try {
                for (int tries = 0; tries < 200 && !overlapped.get(); tries++) {
                    overlapped.set(doneBeside() > before);
                    Thread.sleep(10);
                }
            } catch (Exception stopping) {
                return new MockResponse.Builder()
                        .code(500)
                        .body(stopping.toString())
                        .build();
            }
            return null;
        });
        assertEquals(200, site.get(path).statusCode());
        assertTrue(asked.get(), "the MLS was asked for " + path);
        assertTrue(overlapped.get(), "nothing was read while the MLS was asked for " + path);
    }

    @Test
    void theCountsOfASearchAreTakenWhileTheMlsIsAsked() throws Exception {
        isMadeWhileTheMlsIsAsked("/homes?beds=2&sort=price", "BedroomsTotal");
    }

    @Test
    void similarHomesAreLookedForWhileTheMlsIsAsked() throws Exception {
        var listing = site.page("/homes").select("a.listing-card__link").first().attr("href");
        isMadeWhileTheMlsIsAsked(listing, listing.split("/")[2]);
    }
}
