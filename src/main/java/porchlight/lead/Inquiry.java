package porchlight.lead;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * A visitor's message to the broker. {@link InquiryForm} creates it from the form's input, so texts contain no control
 * characters and are within their limits.
 *
 * @param listingKey the home it is about; null for none
 * @param name as typed; null only for a problem report
 * @param email null if a phone number was given instead
 * @param phone as typed, in ASCII digits
 * @param message lines separated by {@code \n}
 * @param showing only for {@link Kind#SHOWING}
 * @param problem what is wrong with a listing, only for {@link Kind#PROBLEM}
 * @param selling the home that the visitor would like to sell, only for {@link Kind#SELLER}
 * @param agent the name of the one of ours whom it is for; null for none in particular
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
        @Nullable Problem problem,
        @Nullable Selling selling,
        @Nullable String agent) {

    /** The same for one of ours. */
    Inquiry to(String name) {
        return new Inquiry(kind, listingKey, this.name, email, phone, message, showing, problem, selling, name);
    }

    /** The kind of response requested. */
    public enum Kind {
        QUESTION("lead.kind.question"),
        SHOWING("lead.kind.showing"),
        CONTACT("lead.kind.contact"),
        PROBLEM("lead.kind.problem"),
        SELLER("lead.kind.seller");

        private final String message;

        Kind(String message) {
            this.message = message;
        }

        /** The title that the broker reads. */
        public String title() {
            return Messages.text(message);
        }
    }

    /**
     * How and when the visitor would like to see a home.
     *
     * @param wishes the best time first; empty if any time is fine
     */
    public record Showing(boolean byVideo, List<Wish> wishes) {
        public Showing {
            wishes = List.copyOf(wishes);
        }
    }

    /**
     * A home that isn't on the market yet.
     *
     * @param address as typed
     * @param condition null if the visitor didn't say
     * @param timing null if the visitor didn't say
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Selling(
            String address,
            @Nullable Condition condition,
            @Nullable Timing timing) {}

    /** What shape a home is in, in its owner's eyes. */
    public enum Condition {
        UPDATED("lead.condition.updated"),
        CARED_FOR("lead.condition.cared-for"),
        DATED("lead.condition.dated"),
        REPAIRS("lead.condition.repairs");

        private final String message;

        Condition(String message) {
            this.message = message;
        }

        public String words() {
            return Messages.text(message);
        }
    }

    /** When its owner would like to sell. */
    public enum Timing {
        NOW("lead.timing.now"),
        MONTHS("lead.timing.months"),
        YEAR("lead.timing.year"),
        SOMEDAY("lead.timing.someday");

        private final String message;

        Timing(String message) {
            this.message = message;
        }

        public String words() {
            return Messages.text(message);
        }
    }

    /** A date and a part of that day. */
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

        /** The label of this choice for visitors. */
        public String label() {
            return Messages.text(label);
        }

        /** The wording for the broker, including the day. */
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
