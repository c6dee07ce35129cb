package porchlight.listing;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * The period that a rent covers.
 * @param every the end of the message's key: "month", "half-year"; null if the feed does not say
 * @param perArea whether it is per square foot
 */
public record RentPeriod(@Nullable String every, boolean perArea) {
    private static final Pattern PER_AREA = Pattern.compile(
            "(?i)sq\\w*[\\s./_-]*(?:f\\w*|m\\w*)|\\bs\\.?f\\b\\.?|\\bpsf\\b|square ?f|/sf|dollarspersq|perarea");

    /** Reads LeaseAmountFrequency in any wording. */
    static RentPeriod of(@Nullable String frequency) {
        if (frequency == null) return new RentPeriod(null, false);
        var area = PER_AREA.matcher(frequency);
        var perArea = area.find();
        var rest = perArea ? area.replaceAll(" ") : frequency;
        var every = FeeFrequency.of(rest).map(RentPeriod::key).or(() -> season(rest));
        return new RentPeriod(every.orElse(null), perArea);
    }

    private static Optional<String> season(String frequency) {
        return frequency.toLowerCase(Locale.ROOT).contains("season") ? Optional.of("season") : Optional.empty();
    }

    private static String key(FeeFrequency frequency) {
        return switch (frequency) {
            case MONTHLY -> "month";
            case ANNUALLY -> "year";
            case WEEKLY -> "week";
            case DAILY -> "day";
            case QUARTERLY -> "quarter";
            case SEMI_ANNUALLY -> "half-year";
            case BI_WEEKLY -> "two-weeks";
            case BI_MONTHLY -> "two-months";
            case SEMI_MONTHLY -> "half-month";
        };
    }

    /** A rent with its period: "$2,450/mo", "$18/sq ft/yr". */
    String text(String dollars) {
        var rent = perArea ? Messages.text("listing.price.per.area", dollars) : dollars;
        return every == null ? rent : Messages.text("listing.price.per." + every, rent);
    }

    /** Whether it is one month, for the whole home. */
    boolean isMonthly() {
        return !perArea && "month".equals(every);
    }
}
