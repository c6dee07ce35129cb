package porchlight.lead;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.lead.Inquiry.Condition;
import porchlight.lead.Inquiry.Kind;
import porchlight.lead.Inquiry.PartOfDay;
import porchlight.lead.Inquiry.Problem;
import porchlight.lead.Inquiry.Timing;
import porchlight.site.AgentCard;

/**
 * A form as templates show it.
 *
 * @param action where it is sent
 * @param reportPath where to report a problem with the listing; null if the form has no listing
 * @param kind {@code question}, {@code showing}, {@code contact}, {@code problem}, or {@code seller}
 * @param heading of the form
 * @param token signed, see {@link FormToken}
 * @param who the broker who answers
 * @param agent of ours whom the message is for; null for none in particular
 * @param notice who reads the message and who does not
 * @param consent what the visitor agrees to by sending it
 * @param typed the fields' values
 * @param wrong error messages by field, in page order
 * @param today the first selectable day
 */
public record ContactForm(
        String action,
        @Nullable String reportPath,
        String kind,
        String heading,
        String token,
        String who,
        @Nullable AgentCard agent,
        String notice,
        String consent,
        Map<String, String> typed,
        Map<String, String> wrong,
        LocalDate today) {

    /** A choice in a list. */
    public record Choice(String value, String label) {}

    /** Parts of the day. */
    public List<Choice> times() {
        return Stream.of(PartOfDay.values())
                .map(part -> new Choice(InquiryForm.word(part), part.label()))
                .toList();
    }

    /** Possible problems with a listing. */
    public List<Choice> problems() {
        return Stream.of(Problem.values())
                .map(problem -> new Choice(InquiryForm.word(problem), problem.words()))
                .toList();
    }

    /** What shape a home may be in. */
    public List<Choice> conditions() {
        return Stream.of(Condition.values())
                .map(condition -> new Choice(InquiryForm.word(condition), condition.words()))
                .toList();
    }

    /** When a home may be sold. */
    public List<Choice> timings() {
        return Stream.of(Timing.values())
                .map(timing -> new Choice(InquiryForm.word(timing), timing.words()))
                .toList();
    }

    /** A field's value, "" for none. */
    public String value(String field) {
        return typed.getOrDefault(field, "");
    }

    public boolean isReport() {
        return kind.equals(InquiryForm.word(Kind.PROBLEM));
    }

    public boolean isShowing() {
        return kind.equals(InquiryForm.word(Kind.SHOWING));
    }

    public boolean isSelling() {
        return kind.equals(InquiryForm.word(Kind.SELLER));
    }

    /** Whether the visitor can choose between a question and a showing. */
    public boolean isAboutHome() {
        return reportPath != null && !isReport();
    }
}
