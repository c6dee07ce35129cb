package porchlight.lead;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Exports leads to other programs. */
public final class LeadExport {
    /** Named as owners type it. */
    public enum Format {
        csv,
        json
    }

    private LeadExport() {}

    /** The leads as one text. */
    public static String of(List<Lead> leads, Format format) {
        try {
            return format == Format.json
                    ? LeadStore.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(leads) + "\n"
                    : csv(leads);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("leads that cannot be written", impossible);
        }
    }

    private static String csv(List<Lead> leads) throws JsonProcessingException {
        var rows = leads.stream().map(LeadExport::row).toList();
        var schema = CsvSchema.builder();
        row(null).keySet().forEach(schema::addColumn);
        // Spreadsheets recognize UTF-8 by this byte order mark.
        return "\uFEFF" + new CsvMapper().writer(schema.build().withHeader()).writeValueAsString(rows);
    }

    private static Map<String, String> row(@Nullable Lead lead) {
        var inquiry = lead == null ? null : lead.inquiry();
        var showing = inquiry == null ? null : inquiry.showing();
        var row = new LinkedHashMap<String, String>();
        row.put("id", lead == null ? "" : lead.id());
        row.put("received", lead == null ? "" : lead.receivedAt().toString());
        row.put("kind", inquiry == null ? "" : kind(inquiry.kind()));
        row.put("listing_key", text(inquiry == null ? null : inquiry.listingKey()));
        row.put("name", text(inquiry == null ? null : inquiry.name()));
        row.put("email", text(inquiry == null ? null : inquiry.email()));
        row.put("phone", text(inquiry == null ? null : inquiry.phone()));
        row.put("message", text(inquiry == null ? null : inquiry.message()));
        row.put("showing", showing == null ? "" : showing.byVideo() ? "by video" : "in person");
        row.put(
                "wishes",
                showing == null
                        ? ""
                        : showing.wishes().stream()
                                .map(wish -> wish.day() + " " + time(wish.part()))
                                .collect(Collectors.joining("; ")));
        row.put("problem", inquiry == null || inquiry.problem() == null ? "" : problem(inquiry.problem()));
        row.put("consent", lead == null ? "" : lead.consent());
        row.put("suspicion", text(lead == null ? null : lead.suspicion()));
        row.put(
                "deliveries",
                lead == null
                        ? ""
                        : lead.deliveries().stream()
                                .map(each -> each.channel() + " " + each.state())
                                .collect(Collectors.joining("; ")));
        // New columns come last, where they move no others.
        var selling = inquiry == null ? null : inquiry.selling();
        row.put("address", text(selling == null ? null : selling.address()));
        row.put(
                "condition",
                selling == null || selling.condition() == null
                        ? ""
                        : switch (selling.condition()) {
                            case UPDATED -> "Updated";
                            case CARED_FOR -> "Well cared for";
                            case DATED -> "Needs updates";
                            case REPAIRS -> "Needs repairs";
                        });
        row.put(
                "timing",
                selling == null || selling.timing() == null
                        ? ""
                        : switch (selling.timing()) {
                            case NOW -> "As soon as possible";
                            case MONTHS -> "In one to six months";
                            case YEAR -> "Later than in six months";
                            case SOMEDAY -> "Undecided";
                        });
        row.put("agent", text(inquiry == null ? null : inquiry.agent()));
        return row;
    }

    // Other programs may depend on these words: they never change, whatever the pages and letters say.

    private static String kind(Inquiry.Kind kind) {
        return switch (kind) {
            case QUESTION -> "Question about a home";
            case SHOWING -> "Showing request";
            case CONTACT -> "Message";
            case PROBLEM -> "Problem with a listing";
            case SELLER -> "Home to sell";
        };
    }

    private static String time(Inquiry.PartOfDay part) {
        return switch (part) {
            case ANY -> "any time";
            case MORNING -> "in the morning";
            case AFTERNOON -> "in the afternoon";
            case EVENING -> "in the evening";
        };
    }

    private static String problem(Inquiry.Problem problem) {
        return switch (problem) {
            case GONE -> "The home is no longer available";
            case FACTS -> "The price or a fact is wrong";
            case PHOTOS -> "The photos or the place on the map are wrong";
            case ACCESS -> "The page is hard to use";
            case HOUSING -> "A fair housing concern";
            case OTHER -> "Something else";
        };
    }

    /** Spreadsheets evaluate any text that starts like a formula; an apostrophe makes it plain text. */
    private static String text(@Nullable String value) {
        if (value == null) return "";
        return value.matches("(?s)[=+\\-@\\t\\r\\n|].*") ? "'" + value : value;
    }
}
