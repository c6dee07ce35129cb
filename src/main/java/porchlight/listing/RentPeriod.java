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

    /**
     * A rent for the whole home in whole dollars a month, rounded up; one without a period counts as monthly. Null for
     * one per area, and for one that does not recur all year.
     */
    @Nullable
    Long monthly(long rent) {
        if (perArea) return null;
        if (every == null) return rent;
        return switch (every) {
            case "month" -> rent;
            case "year" -> times(rent, 1);
            case "half-year" -> times(rent, 2);
            case "quarter" -> times(rent, 4);
            case "two-months" -> times(rent, 6);
            case "half-month" -> times(rent, 24);
            case "two-weeks" -> times(rent, 26);
            case "week" -> times(rent, 52);
            case "day" -> times(rent, 365);
            default -> null;
        };
    }

    private static long times(long rent, int aYear) {
        return -Math.floorDiv(-rent * aYear, 12);
    }

    /** Whether it is one month, for the whole home. */
    boolean isMonthly() {
        return !perArea && "month".equals(every);
    }
}
