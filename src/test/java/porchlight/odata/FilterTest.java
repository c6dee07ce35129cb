package porchlight.odata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FilterTest {

    static Stream<Arguments> renderings() {
        var portland = Filter.eq("City", "Portland");
        var beds = Filter.ge("BedroomsTotal", 3);
        var salem = Filter.eq("City", "Salem");
        return Stream.of(
                Arguments.of(portland, "City eq 'Portland'"),
                Arguments.of(Filter.eq("City", "O'Brien's"), "City eq 'O''Brien''s'"),
                Arguments.of(Filter.ne("SeniorCommunityYN", true), "SeniorCommunityYN ne true"),
                Arguments.of(Filter.gt("ListPrice", 9_000_000_000L), "ListPrice gt 9000000000"),
                Arguments.of(Filter.lt("LotSizeAcres", new BigDecimal("1E-7")), "LotSizeAcres lt 0.0000001"),
                Arguments.of(Filter.le("CloseDate", LocalDate.of(2026, 2, 3)), "CloseDate le 2026-02-03"),
                Arguments.of(
                        Filter.ge("ModificationTimestamp", Instant.parse("2026-02-03T04:05:06.789Z")),
                        "ModificationTimestamp ge 2026-02-03T04:05:06Z"),
                Arguments.of(Filter.in("City", List.of("A", "B'C")), "City in ('A','B''C')"),
                Arguments.of(Filter.in("City", List.of("A")), "City eq 'A'"),
                Arguments.of(Filter.contains("PublicRemarks", "chef's"), "contains(PublicRemarks,'chef''s')"),
                Arguments.of(Filter.startsWith("PostalCode", "972"), "startswith(PostalCode,'972')"),
                Arguments.of(Filter.any("View", "River"), "View/any(x:x eq 'River')"),
                Arguments.of(Filter.and(List.of(portland)), "City eq 'Portland'"),
                Arguments.of(Filter.and(List.of(portland, beds)), "City eq 'Portland' and BedroomsTotal ge 3"),
                Arguments.of(
                        Filter.and(List.of(Filter.or(List.of(portland, salem)), beds)),
                        "(City eq 'Portland' or City eq 'Salem') and BedroomsTotal ge 3"),
                Arguments.of(
                        Filter.or(List.of(Filter.and(List.of(portland, beds)), salem)),
                        "(City eq 'Portland' and BedroomsTotal ge 3) or City eq 'Salem'"),
                Arguments.of(
                        Filter.and(List.of(Filter.and(List.of(portland, beds)), salem)),
                        "City eq 'Portland' and BedroomsTotal ge 3 and City eq 'Salem'"),
                Arguments.of(Filter.not(portland), "not (City eq 'Portland')"),
                Arguments.of(
                        Filter.and(List.of(new Filter.Verbatim("A eq 1 or B eq 2"), beds)),
                        "(A eq 1 or B eq 2) and BedroomsTotal ge 3"),
                Arguments.of(
                        Filter.intersects(
                                "Location",
                                List.of(
                                        position(-122.7, 45.5),
                                        position(-122.6, 45.5),
                                        position(-122.6, 45.6),
                                        position(-122.7, 45.5))),
                        "geo.intersects(Location,geography'POLYGON((-122.7 45.5,-122.6 45.5,-122.6 45.6,-122.7 45.5))')"));
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void expressionsAreRenderedAsOData(Filter filter, String expected) {
        assertEquals(expected, filter.toOData());
    }

    @Test
    void valuesThatAreNoLiteralsAreRefusedAtOnce() {
        assertThrows(IllegalArgumentException.class, () -> Filter.eq("City", new Object()));
        assertThrows(IllegalArgumentException.class, () -> Filter.in("City", List.of("A", new Object())));
        assertThrows(IllegalArgumentException.class, () -> Filter.any("View", 1.5));
    }

    @Test
    void emptySetsAndOpenRingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Filter.in("City", List.of()));
        assertThrows(IllegalArgumentException.class, () -> Filter.and(List.of()));
        var open = List.of(position(0, 0), position(1, 0), position(1, 1), position(0, 1));
        assertThrows(IllegalArgumentException.class, () -> Filter.intersects("Location", open));
    }

    private static Filter.Position position(double longitude, double latitude) {
        return Filter.Position.of(longitude, latitude);
    }
}
