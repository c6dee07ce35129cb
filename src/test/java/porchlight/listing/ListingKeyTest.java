package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One rule says what may be a listing's key, whoever tells it. */
class ListingKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"123", "A 1", "A/1", "A%2F1", "É1", "{0f8f}", "A\"<&1", "\uD83C\uDFE0"})
    void anyTextOfOneLineIsOne(String text) {
        var key = ListingKey.of(text).orElseThrow();
        assertEquals(text, key.value());
        assertEquals(Optional.of(key), ListingKey.ofSegment(key.segment()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "A\n1", "A\t1", "A\u00001", "A\u202E1", "\uFEFFA", "\uD83C"})
    void whatNoFieldOfAFeedCanHoldIsNone(String text) {
        assertEquals(Optional.empty(), ListingKey.of(text));
        assertThrows(IllegalArgumentException.class, () -> new ListingKey(text));
    }

    @Test
    void itIsNoLongerThanResoAllows() {
        assertTrue(ListingKey.of("1".repeat(255)).isPresent());
        assertTrue(ListingKey.of("1".repeat(256)).isEmpty());
    }

    @Test
    void segmentsThatAreNoTextAreNone() {
        assertEquals(Optional.empty(), ListingKey.ofSegment("A%zz"));
        assertEquals(Optional.empty(), ListingKey.ofSegment("%00"));
        assertEquals("A+1", ListingKey.ofSegment("A+1").orElseThrow().value());
    }

    @Test
    void impossibleOnesAreLeftOutOfAList() {
        assertEquals(List.of(new ListingKey("2"), new ListingKey("1")), ListingKey.all(List.of("2", "\n", "", "1")));
    }
}
