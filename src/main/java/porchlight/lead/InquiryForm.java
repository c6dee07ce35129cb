package porchlight.lead;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.lead.Inquiry.Condition;
import porchlight.lead.Inquiry.Kind;
import porchlight.lead.Inquiry.PartOfDay;
import porchlight.lead.Inquiry.Problem;
import porchlight.lead.Inquiry.Selling;
import porchlight.lead.Inquiry.Showing;
import porchlight.lead.Inquiry.Timing;
import porchlight.lead.Inquiry.Wish;
import porchlight.listing.ListingKey;
import porchlight.message.Messages;

/** A form's input and its errors. */
public final class InquiryForm {
    /** Field names in page order. */
    static final List<String> FIELDS = List.of(
            "kind",
            "problem",
            "address",
            "condition",
            "timing",
            "name",
            "email",
            "phone",
            "visit",
            "day1",
            "time1",
            "day2",
            "time2",
            "message");

    private static final int NAME = 100;
    private static final int EMAIL = 254;
    private static final int PHONE = 40;
    private static final int ADDRESS = 200;
    /** The maximum length of a message in characters. */
    static final int MESSAGE = 5_000;
    /** The latest showing that can be requested. */
    private static final int DAYS_AHEAD = 365;

    private static final DateTimeFormatter AMERICAN = DateTimeFormatter.ofPattern("M/d/uuuu", Locale.US);

    private final Map<String, String> typed;
    private final Map<String, String> wrong = new LinkedHashMap<>();
    private final @Nullable Inquiry inquiry;

    /** @param kind null to take it from the form */
    private InquiryForm(
            Map<String, String> typed, @Nullable Kind kind, @Nullable ListingKey listingKey, LocalDate today) {
        this.typed = typed;
        this.inquiry = read(kind == null ? kind() : kind, listingKey, today);
    }

    /**
     * Parses a form. Pure.
     *
     * @param listingKey the home it is about, null for general contact
     * @param today where the homes are
     */
    static InquiryForm parse(Map<String, String> typed, @Nullable ListingKey listingKey, LocalDate today) {
        return new InquiryForm(Map.copyOf(typed), listingKey == null ? Kind.CONTACT : null, listingKey, today);
    }

    /**
     * Parses the form of someone who would like to sell a home. Pure.
     *
     * @param today where the homes are
     */
    static InquiryForm parseSeller(Map<String, String> typed, LocalDate today) {
        return new InquiryForm(Map.copyOf(typed), Kind.SELLER, null, today);
    }

    /** The fields' values for showing the page again. */
    Map<String, String> typed() {
        return typed;
    }

    /** A message for each invalid field, in page order. */
    Map<String, String> wrong() {
        var ordered = new LinkedHashMap<String, String>();
        for (var field : FIELDS) if (wrong.containsKey(field)) ordered.put(field, wrong.get(field));
        return ordered;
    }

    /** Empty if there are errors. */
    Optional<Inquiry> inquiry() {
        return Optional.ofNullable(inquiry);
    }

    private @Nullable Inquiry read(Kind kind, @Nullable ListingKey listingKey, LocalDate today) {
        var report = kind == Kind.PROBLEM;
        var name = line("name", "lead.wrong.name.long", NAME);
        var email = email();
        var phone = phone();
        var message = message();
        if (!report) {
            if (name.isEmpty()) wrong.putIfAbsent("name", Messages.text("lead.wrong.name"));
            if (email.isEmpty() && phone.isEmpty()) wrong.putIfAbsent("email", Messages.text("lead.wrong.reach"));
        }
        if (message.isEmpty() && kind != Kind.SHOWING && kind != Kind.SELLER)
            wrong.putIfAbsent("message", Messages.text(report ? "lead.wrong.message.problem" : "lead.wrong.message"));
        var problem = report ? problem() : null;
        var showing = kind == Kind.SHOWING ? showing(today) : null;
        var selling = kind == Kind.SELLER ? selling() : null;
        if (!wrong.isEmpty()) return null;
        return new Inquiry(
                kind,
                listingKey == null ? null : listingKey.value(),
                orNull(name),
                orNull(email),
                orNull(phone),
                orNull(message),
                showing,
                problem,
                selling,
                null);
    }

    private Selling selling() {
        var address = line("address", "lead.wrong.address.long", ADDRESS);
        if (address.isEmpty()) wrong.putIfAbsent("address", Messages.text("lead.wrong.address"));
        return new Selling(address, choice("condition", Condition.values()), choice("timing", Timing.values()));
    }

    /** Null for none, and for one that the form doesn't have. */
    private <E extends Enum<E>> @Nullable E choice(String field, E[] choices) {
        for (var choice : choices) if (word(choice).equals(value(field))) return choice;
        return null;
    }

    private String value(String field) {
        return typed.getOrDefault(field, "");
    }

    /** @param tooLong the message key for overlong input */
    private String line(String field, String tooLong, int longest) {
        var text = VisitorText.line(value(field));
        if (text.length() > longest) wrong.put(field, Messages.text(tooLong, longest));
        return text;
    }

    private Kind kind() {
        return switch (value("kind")) {
            case "showing" -> Kind.SHOWING;
            case "problem" -> Kind.PROBLEM;
            default -> Kind.QUESTION;
        };
    }

    private String email() {
        var email = line("email", "lead.wrong.email.long", EMAIL);
        if (!email.isEmpty() && !EmailAddress.isPossible(email))
            wrong.putIfAbsent("email", Messages.text("lead.wrong.email"));
        return email;
    }

    private String phone() {
        var phone = VisitorText.digits(line("phone", "lead.wrong.phone.long", PHONE));
        if (phone.isEmpty()) return phone;
        var digits = phone.chars().filter(Character::isDigit).count();
        if (!phone.matches("(?i)[0-9 +().,/#x‐-―-]*(ext\\.? ?[0-9]+)?") || digits < 7 || digits > 20)
            wrong.putIfAbsent("phone", Messages.text("lead.wrong.phone"));
        return phone;
    }

    private String message() {
        var message = VisitorText.lines(value("message"));
        if (message.length() > MESSAGE)
            wrong.put("message", Messages.text("lead.wrong.message.long", MESSAGE, message.length()));
        return message;
    }

    private @Nullable Problem problem() {
        for (var problem : Problem.values()) if (word(problem).equals(value("problem"))) return problem;
        wrong.put("problem", Messages.text("lead.wrong.problem"));
        return null;
    }

    private Showing showing(LocalDate today) {
        var wishes = new ArrayList<Wish>();
        Stream.of("1", "2").forEach(number -> wish(number, today).ifPresent(wishes::add));
        return new Showing(
                value("visit").equals("video"), wishes.stream().distinct().toList());
    }

    private Optional<Wish> wish(String number, LocalDate today) {
        var text = VisitorText.digits(VisitorText.line(value("day" + number)));
        if (text.isEmpty()) return Optional.empty();
        var day = day(text);
        if (day == null) {
            wrong.put("day" + number, Messages.text("lead.wrong.day", AMERICAN.format(today.plusDays(2))));
            return Optional.empty();
        }
        if (day.isBefore(today)) wrong.put("day" + number, Messages.text("lead.wrong.day.past"));
        else if (day.isAfter(today.plusDays(DAYS_AHEAD)))
            wrong.put("day" + number, Messages.text("lead.wrong.day.far"));
        var part = Stream.of(PartOfDay.values())
                .filter(each -> word(each).equals(value("time" + number)))
                .findFirst()
                .orElse(PartOfDay.ANY);
        return Optional.of(new Wish(day, part));
    }

    /** In the format that browsers send, or as Americans write dates if the browser has no date picker. */
    private static @Nullable LocalDate day(String text) {
        try {
            return text.contains("/") ? LocalDate.parse(text, AMERICAN) : LocalDate.parse(text);
        } catch (DateTimeException noDay) {
            return null;
        }
    }

    /** The name of a choice in forms. */
    static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
