package porchlight.listingpage;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * A visitor's input to the cost calculator: {@code down}, {@code rate} (percent), {@code term} (years), {@code tax},
 * {@code insurance} (dollars per year), and {@code hoa} (dollars per month); blank fields use the listing's values and
 * the assumptions. Pure.
 */
final class CostForm {
    /** A field with its valid range. */
    private enum Field {
        DOWN(100, 3),
        RATE(25, 4),
        TERM(50, 0),
        TAX(10_000_000, 2),
        INSURANCE(10_000_000, 2),
        HOA(1_000_000, 2);

        private final long most;
        private final int decimals;

        Field(long most, int decimals) {
            this.most = most;
            this.decimals = decimals;
        }

        String parameter() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        String message() {
            return Messages.text("listing.costs." + parameter() + ".wrong");
        }
    }

    /**
     * The maximum length of a number, in characters, that is read and shown again; every number in range is shorter.
     */
    private static final int LONGEST = 40;

    static final List<String> PARAMS =
            Stream.of(Field.values()).map(Field::parameter).toList();

    private final Map<String, String> typed;
    private final Map<String, String> messages;
    private final Map<Field, BigDecimal> values;

    private CostForm(Map<String, String> typed, Map<String, String> messages, Map<Field, BigDecimal> values) {
        this.typed = typed;
        this.messages = messages;
        this.values = values;
    }

    /** A field's error message, for the summary above the form. */
    public record Fault(String field, String message) {}

    /** @param parameter returns a query parameter, null if it is absent */
    static CostForm parse(Function<String, @Nullable String> parameter) {
        var typed = new LinkedHashMap<String, String>();
        var messages = new LinkedHashMap<String, String>();
        var values = new LinkedHashMap<Field, BigDecimal>();
        for (var field : Field.values()) {
            var text = parameter.apply(field.parameter());
            if (text == null || text.isBlank()) continue;
            text = text.strip();
            if (text.length() > LONGEST) text = text.substring(0, LONGEST);
            typed.put(field.parameter(), text);
            var number = number(text, field);
            if (number == null) messages.put(field.parameter(), field.message());
            else values.put(field, number);
        }
        return new CostForm(typed, messages, values);
    }

    private static @Nullable BigDecimal number(String text, Field field) {
        var plain = text.replaceAll("[\\s$,%]", "");
        if (!plain.matches("\\d{1,9}(\\.\\d{1,6})?|\\.\\d{1,6}")) return null;
        var number = new BigDecimal(plain);
        var whole = field != Field.TERM || number.stripTrailingZeros().scale() <= 0;
        var least = field == Field.TERM ? BigDecimal.ONE : BigDecimal.ZERO;
        return whole && number.compareTo(least) >= 0 && number.compareTo(BigDecimal.valueOf(field.most)) <= 0
                ? number.setScale(field.decimals, java.math.RoundingMode.HALF_UP)
                : null;
    }

    boolean isWrong() {
        return !messages.isEmpty();
    }

    /** Whether anything was typed. */
    boolean isUsed() {
        return !typed.isEmpty();
    }

    Map<String, String> typed() {
        return typed;
    }

    Map<String, String> messages() {
        return messages;
    }

    List<Fault> faults() {
        var faults = new ArrayList<Fault>();
        messages.forEach((field, message) -> faults.add(new Fault(field, message)));
        return faults;
    }

    double down(double otherwise) {
        return value(Field.DOWN, otherwise);
    }

    double rate(double otherwise) {
        return value(Field.RATE, otherwise);
    }

    int term(int otherwise) {
        return (int) value(Field.TERM, otherwise);
    }

    double tax(double otherwise) {
        return value(Field.TAX, otherwise);
    }

    double insurance(double otherwise) {
        return value(Field.INSURANCE, otherwise);
    }

    double association(double otherwise) {
        return value(Field.HOA, otherwise);
    }

    private double value(Field field, double otherwise) {
        var value = values.get(field);
        return value == null ? otherwise : value.doubleValue();
    }
}
