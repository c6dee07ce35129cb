package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides, rule by rule, whether a record may be displayed. The parser applies the rules, and the
 * site owner sees them explained.
 */
public final class DisplayRules {
    private final MlsProfile profile;
    private final InstantSource clock;

    public DisplayRules(MlsProfile profile, InstantSource clock) {
        this.profile = profile;
        this.clock = clock;
    }

    /** What a rule looks at. */
    public enum Rule {
        STATUS,
        /** How long ago it was sold. */
        SOLD,
        /** The seller's choice. */
        SELLER,
        /** Delayed marketing. */
        DELAYED,
        APPROVAL,
        /** Whether it has all that a page needs. */
        COMPLETE
    }

    /**
     * The outcome of one rule for one record.
     * @param value what the record says; of {@link Rule#COMPLETE}, what it lacks; null for nothing
     */
    public record Verdict(
            Rule rule, boolean allows, @Nullable String value) {}

    boolean allow(Fields fields) {
        return verdicts(fields).stream().allMatch(Verdict::allows);
    }

    /** The outcome of every rule for a Property record, including those that allow it. */
    public List<Verdict> explain(JsonNode record) {
        var fields = new Fields(record);
        var verdicts = new ArrayList<>(verdicts(fields));
        var missing = Stream.of("ListingKey", "ListPrice")
                .filter(name -> name.equals("ListPrice") ? fields.count(name) == null : fields.text(name) == null)
                .toList();
        verdicts.add(
                new Verdict(Rule.COMPLETE, missing.isEmpty(), missing.isEmpty() ? null : String.join(", ", missing)));
        return List.copyOf(verdicts);
    }

    /** Whether the address of a displayed record must be left out. */
    public boolean hidesAddress(JsonNode record) {
        return new Fields(record).isFalse(profile.optOut().addressField());
    }

    private List<Verdict> verdicts(Fields fields) {
        var status = fields.text("StandardStatus");
        var label = status == null ? null : Enumerations.label(status);
        var optOut = profile.optOut().listingField();
        var verdicts = new ArrayList<Verdict>();
        if (profile.sold() != null && MlsProfile.Sold.STATUS.equals(label)) {
            var closed = fields.date("CloseDate");
            var since = soldSince(profile, profile.sold(), clock);
            verdicts.add(new Verdict(
                    Rule.SOLD, closed != null && !closed.isBefore(since), closed == null ? null : closed.toString()));
        }
        verdicts.addAll(List.of(
                new Verdict(Rule.STATUS, label != null && profile.statuses().contains(label), label),
                new Verdict(Rule.SELLER, !fields.isFalse(optOut), fields.text(optOut)),
                new Verdict(Rule.DELAYED, !fields.isTrue("DelayedMarketingYN"), fields.text("DelayedMarketingYN")),
                new Verdict(Rule.APPROVAL, !fields.isFalse("ApprovalStatus"), fields.text("ApprovalStatus"))));
        return verdicts;
    }

    /** The earliest close date that may be shown. */
    public static LocalDate soldSince(MlsProfile profile, MlsProfile.Sold sold, InstantSource clock) {
        return LocalDate.ofInstant(clock.instant(), profile.timeZone()).minus(sold.maxAge());
    }
}
