package porchlight.listing;

import org.jspecify.annotations.Nullable;

/**
 * Who lists a property, to be named wherever it is shown (NAR IDX policy 7.58).
 *
 * @param agentOnCard whether result cards name the agent too
 * @param besidePhoto whether the firm stands directly below the first photo
 * @param contact e-mail or phone of the listing participant, null when the feed has none
 */
public record Attribution(
        String officeLabel,
        @Nullable String office,
        String agentLabel,
        @Nullable String agent,
        @Nullable String contact,
        @Nullable String coOffice,
        @Nullable String coAgent,
        boolean agentOnCard,
        boolean besidePhoto) {

    /** The contact as a link target, null when it is neither an e-mail address nor a phone number. */
    public @Nullable String contactHref() {
        if (contact == null) return null;
        if (contact.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) return "mailto:" + contact;
        var digits = contact.replaceAll("[^0-9+]", "");
        return digits.length() >= 7 ? "tel:" + digits : null;
    }
}
