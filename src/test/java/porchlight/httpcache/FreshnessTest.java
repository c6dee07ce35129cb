package porchlight.httpcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {
    private final Freshness freshness =
            new Freshness(Duration.ofMinutes(5), Duration.ofMinutes(60), Duration.ofHours(12));

    @ParameterizedTest
    @CsvSource({
        "PT-1S, EXPIRED",
        "PT0S, FRESH",
        "PT4M59.999S, FRESH",
        "PT5M, STALE_WHILE_REVALIDATE",
        "PT59M59.999S, STALE_WHILE_REVALIDATE",
        "PT60M, STALE_IF_ERROR",
        "PT11H59M59.999S, STALE_IF_ERROR",
        "PT12H, EXPIRED",
        "P30D, EXPIRED"
    })
    void ageDecides(Duration age, Freshness.State state) {
        assertEquals(state, freshness.at(age));
    }

    @Test
    void limitsMustGrow() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Freshness(Duration.ofMinutes(5), Duration.ofMinutes(4), Duration.ofHours(1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Freshness(Duration.ofMinutes(5), Duration.ofMinutes(6), Duration.ofMinutes(5)));
    }
}
