package porchlight.bench;

import org.junit.jupiter.api.Test;

/** The long form of {@link RequestCostIT}, by {@code mvn -Pdrill verify}; its log lists the ten dearest requests. */
class RequestCostDrill {
    @Test
    void noneOfAHundredThousandRequestsCostsAQuarterOfASecond() throws Exception {
        RequestCostIT.check(100_000);
    }
}
