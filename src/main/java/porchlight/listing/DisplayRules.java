package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

    /**
     * The outcome of one rule for one record.
     * @param told the reason, in one line
     */
    public record Verdict(String rule, boolean allows, String told) {}

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
        verdicts.add(new Verdict(
                "can be read",
                missing.isEmpty(),
                missing.isEmpty() ? "it has key and price" : "it has no " + String.join(", ", missing)));
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
                    "sold lately enough",
                    closed != null && !closed.isBefore(since),
                    "CloseDate is " + (closed == null ? "not told" : closed) + "; the profile shows sales since "
                            + since));
        }
        verdicts.addAll(List.of(
                new Verdict(
                        "status",
                        label != null && profile.statuses().contains(label),
                        label == null
                                ? "it has no StandardStatus"
                                : label + "; the profile shows "
                                        + String.join(
                                                ", ",
                                                profile.statuses().stream()
                                                        .sorted()
                                                        .toList())),
                flag(fields, optOut, !fields.isFalse(optOut), "seller's choice"),
                flag(fields, "DelayedMarketingYN", !fields.isTrue("DelayedMarketingYN"), "delayed marketing"),
                flag(fields, "ApprovalStatus", !fields.isFalse("ApprovalStatus"), "approval")));
        return verdicts;
    }

    /** The earliest close date that may be shown. */
    static LocalDate soldSince(MlsProfile profile, MlsProfile.Sold sold, InstantSource clock) {
        return LocalDate.ofInstant(clock.instant(), profile.timeZone()).minus(sold.maxAge());
    }

    private static Verdict flag(Fields fields, String field, boolean allows, String rule) {
        var value = fields.text(field);
        return new Verdict(rule, allows, field + " is " + (value == null ? "not told" : value));
    }
}
