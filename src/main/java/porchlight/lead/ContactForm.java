package porchlight.lead;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.lead.Inquiry.Kind;
import porchlight.lead.Inquiry.PartOfDay;
import porchlight.lead.Inquiry.Problem;

/**
 * A form as templates show it.
 *
 * @param action where it is sent
 * @param reportPath where a problem with the listing is reported; null when the form is about none
 * @param kind {@code question}, {@code showing}, {@code contact} or {@code problem}
 * @param heading above it
 * @param token signed, see {@link FormToken}
 * @param who the broker who answers
 * @param notice who reads it and who does not
 * @param consent what the visitor agrees to by sending
 * @param typed what the fields hold
 * @param wrong messages by field, in page order
 * @param today the first day to choose
 */
public record ContactForm(
        String action,
        @Nullable String reportPath,
        String kind,
        String heading,
        String token,
        String who,
        String notice,
        String consent,
        Map<String, String> typed,
        Map<String, String> wrong,
        LocalDate today) {

    /** A choice of a list. */
    public record Choice(String value, String label) {}

    /** Parts of a day. */
    public List<Choice> times() {
        return Stream.of(PartOfDay.values())
                .map(part -> new Choice(InquiryForm.word(part), part.label()))
                .toList();
    }

    /** What may be wrong with a listing. */
    public List<Choice> problems() {
        return Stream.of(Problem.values())
                .map(problem -> new Choice(InquiryForm.word(problem), problem.words()))
                .toList();
    }

    /** What a field holds, "" for nothing. */
    public String value(String field) {
        return typed.getOrDefault(field, "");
    }

    public boolean isReport() {
        return kind.equals(InquiryForm.word(Kind.PROBLEM));
    }

    public boolean isShowing() {
        return kind.equals(InquiryForm.word(Kind.SHOWING));
    }

    /** Whether question and showing are to choose from. */
    public boolean isAboutHome() {
        return reportPath != null && !isReport();
    }
}
