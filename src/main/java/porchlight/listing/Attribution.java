package porchlight.listing;

import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * Who lists a property, which must be named wherever it is shown (NAR IDX policy 7.58).
 * @param buyerOffice the buyer's firm, for sold homes, if the MLS requires it next to the listing
 * firm
 * @param agentOnCard whether result cards also name the agent
 * @param besidePhoto whether the firm appears directly below the first photo
 * @param contact email or phone of the listing participant; null when the feed has none
 */
public record Attribution(
        String officeLabel,
        @Nullable String office,
        String agentLabel,
        @Nullable String agent,
        @Nullable String contact,
        @Nullable String coOffice,
        @Nullable String coAgent,
        @Nullable String buyerOffice,
        boolean agentOnCard,
        boolean besidePhoto) {

    /**
     * The listing firm, and the buyer's firm next to it, with their labels; null when the firm is
     * unknown.
     */
    public @Nullable String firms() {
        if (office == null) return null;
        return buyerOffice == null
                ? Messages.text("listing.by.firm", officeLabel, office)
                : Messages.text("listing.by.firms", officeLabel, office, buyerOffice);
    }

    /** {@link #firms} with the contact, if there is one. */
    public @Nullable String firmsAndContact() {
        var firms = firms();
        return firms == null || contact == null ? firms : Messages.text("listing.by.firms.contact", firms, contact);
    }

    /**
     * The contact as a link target; null when it is neither an email address nor a phone number.
     */
    public @Nullable String contactHref() {
        if (contact == null) return null;
        if (contact.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) return "mailto:" + contact;
        var digits = contact.replaceAll("[^0-9+]", "");
        return digits.length() >= 7 ? "tel:" + digits : null;
    }
}
