package porchlight.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** No request costs much: 800 of every shape, at 2,400 homes. {@link RequestCostDrill}, of -Pdrill, sends 100,000. */
@Isolated("loads or measures the whole machine")
class RequestCostIT {
    private static final Logger log = LoggerFactory.getLogger(RequestCostIT.class);
    private static final int HOMES = 2_400;
    private static final long MOST_NANOS = 250_000_000;

    @Test
    void noneOfEightHundredRequestsCostsAQuarterOfASecond() throws Exception {
        check(800);
    }

    static void check(int requests) throws Exception {
        try (var mls = Program.mls(HOMES);
                var site = TestSite.on(
                                mls.root(),
                                Map.of("RESO_RATE_LIMIT", "1000000/PT1M"),
                                Sources.packaged(),
                                InstantSource.system())
                        .swept()) {
            var costs = new RequestCosts(site).send(requests);
            log.info("The dearest of {} requests: {}", requests, costs);
            assertEquals(List.of(), costs.faults());
            assertEquals(
                    requests,
                    costs.statuses().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum());
            assertTrue(costs.statuses().getOrDefault(200, 0) > requests / 5, costs.toString());
            assertTrue(costs.dearest().get(0).nanos() < MOST_NANOS, costs.toString());
        }
    }
}
