package porchlight.listing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Amounts of dollars as text. */
public final class Money {
    private Money() {}

    /** "$525,000". */
    public static String dollars(long amount) {
        return String.format(Locale.US, "$%,d", amount);
    }

    /** "$525,000", or "$24.50" with cents if there are any. */
    public static String dollars(BigDecimal amount) {
        var cents = amount.setScale(2, RoundingMode.HALF_UP);
        return cents.stripTrailingZeros().scale() <= 0
                ? dollars(cents.longValue())
                : String.format(Locale.US, "$%,.2f", cents);
    }

    /** "$525K", "$1.2M": short enough for a pin. */
    public static String brief(long amount) {
        if (amount < 1_000) return "$" + amount;
        var unit = amount < 999_500 ? 1_000.0 : 1_000_000.0;
        var number = amount / unit;
        var text = number < 10
                ? String.format(Locale.US, "%.1f", number).replaceFirst("\\.0$", "")
                : Long.toString(Math.round(number));
        return "$" + text + (unit == 1_000.0 ? "K" : "M");
    }
}
