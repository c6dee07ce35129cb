package porchlight.lead;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * What a visitor wants of the broker. {@link InquiryForm} makes one of what was typed, so texts hold no control
 * characters and are within their limits.
 *
 * @param listingKey the home it is about; null for none
 * @param name as typed; null only when a problem is reported
 * @param email null when a phone number was given instead
 * @param phone as typed, in ASCII digits
 * @param message lines apart by {@code \n}
 * @param showing of {@link Kind#SHOWING} only
 * @param problem what is wrong with a listing, of {@link Kind#PROBLEM} only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Inquiry(
        Kind kind,
        @Nullable String listingKey,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String message,
        @Nullable Showing showing,
        @Nullable Problem problem) {

    /** What kind of answer is asked for. */
    public enum Kind {
        QUESTION("lead.kind.question"),
        SHOWING("lead.kind.showing"),
        CONTACT("lead.kind.contact"),
        PROBLEM("lead.kind.problem");

        private final String message;

        Kind(String message) {
            this.message = message;
        }

        /** What the broker reads. */
        public String title() {
            return Messages.text(message);
        }
    }

    /**
     * How and when somebody would like to see a home.
     *
     * @param wishes the best time first; empty when any time is fine
     */
    public record Showing(boolean byVideo, List<Wish> wishes) {
        public Showing {
            wishes = List.copyOf(wishes);
        }
    }

    /** A day and a part of it. */
    public record Wish(LocalDate day, PartOfDay part) {}

    public enum PartOfDay {
        ANY("lead.time.any", "mail.fact.wish.any"),
        MORNING("lead.time.morning", "mail.fact.wish.morning"),
        AFTERNOON("lead.time.afternoon", "mail.fact.wish.afternoon"),
        EVENING("lead.time.evening", "mail.fact.wish.evening");

        private final String label;
        private final String ofDay;

        PartOfDay(String label, String ofDay) {
            this.label = label;
            this.ofDay = ofDay;
        }

        /** As visitors choose it. */
        public String label() {
            return Messages.text(label);
        }

        /** As the broker reads it, with its day. */
        public String of(String day) {
            return Messages.text(ofDay, day);
        }
    }

    public enum Problem {
        GONE("lead.what.gone"),
        FACTS("lead.what.facts"),
        PHOTOS("lead.what.photos"),
        ACCESS("lead.what.access"),
        HOUSING("lead.what.housing"),
        OTHER("lead.what.other");

        private final String message;

        Problem(String message) {
            this.message = message;
        }

        public String words() {
            return Messages.text(message);
        }
    }
}
