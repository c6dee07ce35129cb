package porchlight.search;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.function.Predicate;
import porchlight.listing.OpenHouse;
import porchlight.message.Messages;

/** The days to search for an open house. */
public enum OpenOn {
    ANY_DAY("yes"),
    TODAY("today"),
    TOMORROW("tomorrow"),
    SATURDAY("saturday"),
    SUNDAY("sunday"),
    WEEKEND("weekend");

    private final String value;

    OpenOn(String value) {
        this.value = value;
    }

    /** As in the URL. */
    public String value() {
        return value;
    }

    public String label() {
        return Messages.text("search.option.open." + value);
    }

    public static Optional<OpenOn> of(String value) {
        for (var each : values()) if (each.value.equals(value)) return Optional.of(each);
        return Optional.empty();
    }

    /** On a Saturday or Sunday, that day is today; the weekend is the current or the next one. */
    Predicate<OpenHouse> test(LocalDate today) {
        var sunday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
        var saturday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY));
        return switch (this) {
            case ANY_DAY -> openHouse -> true;
            case TODAY -> on(today);
            case TOMORROW -> on(today.plusDays(1));
            case SATURDAY -> on(saturday);
            case SUNDAY -> on(sunday);
            case WEEKEND -> on(sunday).or(on(sunday.minusDays(1)));
        };
    }

    private static Predicate<OpenHouse> on(LocalDate day) {
        return openHouse -> openHouse.start().toLocalDate().equals(day);
    }
}
