package porchlight.demomls.manners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections are read to their end even if neither nextLink nor {@code $skip} works. */
@Execution(ExecutionMode.CONCURRENT)
class RangesTest {
    private static final int HOMES = 120;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refused skip",
                "capped skip",
                "ignored skip",
                "numeric keys",
                "nothing counted",
                "Lookup",
                "by number"
            })
    void everyHomeAndOpenHouseIsRead(String kind) throws Exception {
        var manners = kind.equals("Lookup")
                ? Vendor.LOOKUP_STRINGS.manners()
                : kind.equals("numeric keys") ? Vendor.RAPATTONI.manners() : Vendor.SPARK.manners();
        manners.links = Manners.Links.NEVER;
        manners.maxTop = 25;
        manners.skip = kind.equals("capped skip") || kind.equals("ignored skip");
        if (kind.equals("capped skip")) manners.maxSkip = 30;
        manners.ignoresSkip = kind.equals("ignored skip");
        manners.count = !kind.equals("nothing counted");
        if (kind.equals("by number"))
            manners.filterable = java.util.Set.of("ListingId", "StandardStatus", "PropertyType", "City", "ListPrice");
        try (var walk = new Walk(kind, manners, HOMES, Map.of("RESO_MAX_TOP", "25"))) {
            walk.cold();
            walk.swept();
            walk.totals();
            assertEquals(List.of(), walk.problems(), () -> walk.refused().toString());
            assertTrue(
                    walk.feed().requests().stream()
                            .anyMatch(request -> request.query().matches(".* gt .*")),
                    "read by ranges");
        }
    }
}
