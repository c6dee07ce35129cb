package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaginationTest {
    private static Pagination page(int page, long total, int most) {
        return Pagination.of(number -> "?page=" + number, page, total, most);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | 24 | [1]
            1 | 48 | [1] 2
            1 | 240 | [1] 2 … 10
            3 | 240 | 1 2 [3] 4 … 10
            4 | 240 | 1 2 3 [4] 5 … 10
            5 | 240 | 1 … 4 [5] 6 … 10
            8 | 240 | 1 … 7 [8] 9 10
            10 | 240 | 1 … 9 [10]
            """)
    void linksLeadToTheEndsAndTheNeighbors(int page, long total, String links) {
        assertEquals(
                links,
                page(page, total, 500).links().stream()
                        .map(link -> link.gap() ? "…" : link.current() ? "[" + link.page() + "]" : "" + link.page())
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void summaryAndStepsFollowThePage() {
        var second = page(2, 60, 500);
        assertEquals("Showing 25–48 of 60", second.summary());
        assertEquals("?page=1", second.previousHref());
        assertEquals("?page=3", second.nextHref());
        var last = page(3, 60, 500);
        assertEquals("Showing 49–60 of 60", last.summary());
        assertNull(last.nextHref());
        assertNull(last.capNote());
    }

    @Test
    void noSearchShowsMoreThanTheMlsAllows() {
        var last = page(21, 1_234, 500);
        assertEquals(21, last.pages());
        assertEquals("Showing 481–500 of 1,234", last.summary());
        assertTrue(last.capNote().contains("500 of 1,234"));
        assertEquals(1, Pagination.pages(0, 500));
    }
}
