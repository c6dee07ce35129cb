package porchlight.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;
import porchlight.listing.ListingKey;

/** Whatever is sent as an inquiry is one that mail and webhooks can carry as it is, or a message beside its field. */
class InquiryFormFuzzTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    Gen<Map<String, String>> forms() {
        var good = Gen.of(
                "Ann O'Neil",
                "ann@example.com",
                "503-555-0123",
                "showing",
                "problem",
                "question",
                "video",
                "2026-12-01",
                "12/1/2026",
                "morning",
                "Is the garden fenced?",
                "李小龍 🏡",
                "٢٠٢٦-١٢-٠١",
                "SOLD");
        var bad = Gen.of(
                "\r\nBcc: all@example.com",
                "\u2028\u2029\u0085",
                "\u0000\u0007\u001b[31m",
                "\u202Egnp.exe",
                "\ud83d",
                "=?utf-8?Q?x?=",
                "<script>alert(1)</script>",
                "\"@example.com",
                "ann@[127.0.0.1]",
                "@",
                ",",
                "9".repeat(400),
                "\u0301".repeat(60),
                "\n".repeat(40),
                "-1-13-99",
                "999999999-01-01",
                "0000-00-00");
        var texts = Gen.oneOf(
                good,
                bad,
                Gen.strings(80),
                Gen.all(good, bad, good, (before, hostile, after) -> before + hostile + after));
        var fields = Gen.of(InquiryForm.FIELDS);
        var whole =
                Gen.of(Map.<String, String>of(), Map.of("name", "Ann", "email", "ann@example.com", "message", "Hello"));
        return Gen.both(whole, Gen.maps(fields, texts, 7), (first, then) -> {
            var all = new java.util.HashMap<String, String>(first);
            all.putAll(then);
            return all;
        });
    }

    @Test
    void aFormIsAnInquiryThatCanBeCarriedOrMessages() {
        Seeded.check(3_000, forms(), Gen.booleans(), (typed, ofListing) -> {
            var form = InquiryForm.parse(typed, ofListing ? new ListingKey("123") : null, TODAY);
            assertEquals(form.inquiry().isEmpty(), !form.wrong().isEmpty());
            assertEquals(typed, form.typed());
            form.wrong().forEach((field, message) -> {
                assertTrue(InquiryForm.FIELDS.contains(field), field);
                assertFalse(message.isBlank());
            });
            if (form.inquiry().isEmpty()) return;
            var inquiry = form.inquiry().get();
            for (var line : new String[] {inquiry.name(), inquiry.email(), inquiry.phone()}) {
                clean(line, "");
                assertTrue(line == null || !line.isBlank() && line.length() <= 254, line);
            }
            clean(inquiry.message(), "\n");
            assertTrue(inquiry.message() == null || inquiry.message().length() <= InquiryForm.MESSAGE);
            if (inquiry.kind() != Inquiry.Kind.PROBLEM) assertTrue(inquiry.email() != null || inquiry.phone() != null);
            var email = inquiry.email();
            if (email != null) assertTrue(email.matches("[^\\s@,;<>]+@[^\\s@,;<>]+"), email);
            var showing = inquiry.showing();
            if (showing != null)
                for (var wish : showing.wishes())
                    assertTrue(!wish.day().isBefore(TODAY) && !wish.day().isAfter(TODAY.plusYears(1)), wish.toString());
            // What is kept is what is read again.
            assertEquals(inquiry, LeadStore.JSON.readValue(LeadStore.JSON.writeValueAsString(inquiry), Inquiry.class));
        });
    }

    /** Nothing that ends a header line, hides or turns what follows. */
    private static void clean(@Nullable String text, String but) {
        if (text == null) return;
        assertTrue(
                text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) && but.indexOf(c) < 0
                                || c == 0x2028
                                || c == 0x2029
                                || c >= 0x202A && c <= 0x202E
                                || c >= 0x2066 && c <= 0x2069
                                || Character.getType(c) == Character.SURROGATE),
                () -> text.codePoints().mapToObj(Integer::toHexString).toList() + " " + text);
    }
}
