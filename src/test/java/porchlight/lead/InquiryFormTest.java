package porchlight.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.datafaker.Faker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;
import porchlight.listing.ListingKey;

class InquiryFormTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    private static InquiryForm form(String... fields) {
        var typed = new HashMap<>(Map.of("name", "Ann", "email", "ann@example.com", "message", "Is it quiet?"));
        for (int i = 0; i < fields.length; i += 2) typed.put(fields[i], fields[i + 1]);
        return InquiryForm.parse(typed, new ListingKey("123"), TODAY);
    }

    @Test
    void peopleOfManyCountriesAreTakenAtTheirWord() {
        record Person(String name, String email, String message) {}
        var people = Gen.of(
                        "en-US", "es-MX", "fr", "de", "pl", "vi", "zh-CN", "ja", "ko", "ru", "uk", "ar", "he", "hi-IN")
                .<Person>flatMap(country -> random -> {
                    var faker = new Faker(Locale.forLanguageTag(country), random);
                    return new Person(
                            faker.name().fullName(),
                            new Faker(Locale.US, random).internet().emailAddress(),
                            faker.lorem().paragraph());
                });
        Seeded.check(200, people, person -> {
            var form = form("name", person.name(), "email", person.email(), "message", person.message());
            assertEquals(Map.of(), form.wrong());
            var inquiry = form.inquiry().orElseThrow();
            assertEquals(person.name(), inquiry.name());
            assertEquals(person.email(), inquiry.email());
            assertEquals(person.message(), inquiry.message());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zoë Ó Súilleabháin",
                "李小龍",
                "محمد بن سلمان",
                "Σωκράτης",
                "🏡 Family 👩‍👩‍👧",
                "יוסף",
                "O'Brien-Łukasiewicz Jr."
            })
    void namesOfEveryScriptAreKept(String name) {
        assertEquals(name, form("name", name).inquiry().orElseThrow().name());
    }

    @ParameterizedTest
    @CsvSource({
        "'Ann\r\nBcc: all@example.com', Ann Bcc: all@example.com",
        "'Ann\u0000\u0007 Smith', Ann Smith",
        "'Ann \u202Egnp.exe', Ann gnp.exe",
        "'Ann\u2028Smith', Ann Smith",
        "'  Ann\t  Smith ', Ann Smith",
        "'Zoe\u0308', Zoë"
    })
    void aNameIsOneLineOfPlainText(String typed, String kept) {
        assertEquals(kept, form("name", typed).inquiry().orElseThrow().name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann",
                "ann@localhost",
                "ann@@example.com",
                "ann@example..com",
                "a b@example.com",
                "ann@example.com\u0001,bob@example.com",
                "Ann <ann@example.com>",
                ".ann@example.com",
                "ann@-example.com"
            })
    void anInvalidAddressIsReportedBesideItsField(String address) {
        assertEquals(
                "Enter an email address like name@example.com",
                form("email", address).wrong().get("email"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ann+homes@example.co.uk", "пример@пример.рф", "ann@bücher.example", "o'hara_x%y@a-b.example"})
    void unusualAddressesAreTaken(String address) {
        assertEquals(address, form("email", address).inquiry().orElseThrow().email());
    }

    @ParameterizedTest
    @CsvSource({
        "503-555-0123, 503-555-0123",
        "+1 (503) 555.0123 x9, +1 (503) 555.0123 x9",
        "٥٠٣٥٥٥٠١٢٣, 5035550123",
        "503 555 0123 ext. 12, 503 555 0123 ext. 12"
    })
    void phoneNumbersAreTakenAsPeopleWriteThem(String typed, String kept) {
        assertEquals(kept, form("phone", typed).inquiry().orElseThrow().phone());
    }

    @Test
    void oneOfAddressAndNumberIsEnough() {
        assertTrue(form("email", "", "phone", "503-555-0123").inquiry().isPresent());
        assertEquals(List.of("email"), List.copyOf(form("email", "").wrong().keySet()));
    }

    @Test
    void everyMistakeIsReportedInTheOrderOfThePage() {
        var form = form("name", " ", "email", "x", "phone", "12", "message", "");
        assertEquals(
                List.of("name", "email", "phone", "message"),
                List.copyOf(form.wrong().keySet()));
        assertEquals("x", form.typed().get("email"));
        assertTrue(form.inquiry().isEmpty());
    }

    @Test
    void aShowingHasWishesAndNeedsNoMessage() {
        var inquiry = form(
                        "kind", "showing", "message", "", "day1", "2026-03-02", "time1", "morning", "day2", "3/4/2026")
                .inquiry()
                .orElseThrow();
        assertEquals(
                List.of(
                        new Inquiry.Wish(LocalDate.of(2026, 3, 2), Inquiry.PartOfDay.MORNING),
                        new Inquiry.Wish(LocalDate.of(2026, 3, 4), Inquiry.PartOfDay.ANY)),
                inquiry.showing().wishes());
        assertTrue(form("kind", "showing")
                .inquiry()
                .orElseThrow()
                .showing()
                .wishes()
                .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-28, Choose today or a later date",
        "2028-01-01, Choose a date within the next 12 months",
        "tomorrow, Enter a date like 3/3/2026",
        "2026-02-31, Enter a date like 3/3/2026"
    })
    void anImpossibleDayIsReported(String day, String message) {
        assertEquals(message, form("kind", "showing", "day1", day).wrong().get("day1"));
    }

    @Test
    void aProblemNeedsNoNameButWhatIsWrong() {
        var wrong =
                form("kind", "problem", "name", "", "email", "", "message", "").wrong();
        assertEquals(List.of("problem", "message"), List.copyOf(wrong.keySet()));
        var report = form("kind", "problem", "name", "", "email", "", "problem", "gone");
        assertEquals(Inquiry.Problem.GONE, report.inquiry().orElseThrow().problem());
    }

    @Test
    void aLongMessageIsRefusedAndKept() {
        var form = form("message", "x".repeat(5_001));
        assertEquals(
                "Your message must be 5,000 characters or fewer; it has 5,001",
                form.wrong().get("message"));
        assertEquals(5_001, form.typed().get("message").length());
    }

    @Test
    void aMessageKeepsItsLines() {
        assertEquals(
                "Hello\nworld\n\nbye",
                form("message", "Hello\r\nworld \r\n\r\n\r\n\r\nbye\u0000\r\n")
                        .inquiry()
                        .orElseThrow()
                        .message());
    }

    @Test
    void nothingTypedBreaksTheFormOrLeavesControlCharacters() {
        Seeded.check(500, Gen.strings(60).list(5, 5), typed -> {
            var form = form(
                    "kind",
                    "showing",
                    "name",
                    typed.get(0),
                    "email",
                    typed.get(1),
                    "phone",
                    typed.get(2),
                    "day1",
                    typed.get(3),
                    "message",
                    typed.get(4));
            form.inquiry().ifPresent(inquiry -> {
                assertFalse(inquiry.name().matches("(?s).*\\p{Cc}.*"));
                assertFalse(String.valueOf(inquiry.message()).matches("(?s).*[\\p{Cc}&&[^\\n]].*"));
            });
            assertEquals(form.wrong().isEmpty(), form.inquiry().isPresent());
        });
    }
}
