package porchlight.lead;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.listing.ListingKey;

/** A form as long as one may be costs little to read, whatever repeats itself in it. */
class InquiryFormCostTest {
    private static final int LENGTH = 30_000;
    private static final long MOST_NANOS = 100_000_000;
    private static final int SAMPLES = 4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\u00a0",
                " \t",
                "\n",
                "\r\n",
                " \n",
                "\u2028",
                "\u0323\u0300",
                "\u0301\u0323",
                "\u0001",
                "\u202a",
                "a",
                "a.",
                "a@",
                "1",
                "1 ",
                "-",
                "(",
                "x",
                "ext",
                "ext. 1",
                "https://a.",
                "<a ",
                "\ud83d\ude00",
                "\u1100\u1161"
            })
    void everyFormIsReadInLinearTime(String piece) {
        var text = "a" + piece.repeat(LENGTH / piece.length()) + "a";
        var typed = InquiryForm.FIELDS.stream().collect(Collectors.toMap(field -> field, field -> text));
        var least = Long.MAX_VALUE;
        for (int i = 0; i < SAMPLES && least > MOST_NANOS; i++)
            for (var kind : List.of("question", "showing", "problem")) {
                var form = new java.util.HashMap<>(Map.copyOf(typed));
                form.put("kind", kind);
                var threads = ManagementFactory.getThreadMXBean();
                var before = threads.getCurrentThreadCpuTime();
                InquiryForm.parse(form, new ListingKey("1"), LocalDate.of(2026, 3, 1));
                least = Math.min(least, threads.getCurrentThreadCpuTime() - before);
            }
        assertTrue(
                least <= MOST_NANOS,
                least / 1e6 + " ms for what repeats "
                        + piece.codePoints().boxed().toList());
    }
}
