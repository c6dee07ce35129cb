package porchlight.lead;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        QUESTION("Question about a home"),
        SHOWING("Showing request"),
        CONTACT("Message"),
        PROBLEM("Problem with a listing");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** What the broker reads. */
        public String title() {
            return title;
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
        ANY("any time"),
        MORNING("in the morning"),
        AFTERNOON("in the afternoon"),
        EVENING("in the evening");

        private final String words;

        PartOfDay(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public enum Problem {
        GONE("The home is no longer available"),
        FACTS("The price or a fact is wrong"),
        PHOTOS("The photos or the place on the map are wrong"),
        ACCESS("The page is hard to use"),
        HOUSING("A fair housing concern"),
        OTHER("Something else");

        private final String words;

        Problem(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
