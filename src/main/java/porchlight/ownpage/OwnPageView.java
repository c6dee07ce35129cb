package porchlight.ownpage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import porchlight.brand.OwnPage;
import porchlight.brand.Prose;
import porchlight.lead.ContactForm;
import porchlight.place.PlacePage;
import porchlight.search.results.CardView;
import porchlight.site.AgentCard;
import porchlight.web.View;

/** A page of the owner's. */
record OwnPageView(OwnPage page, List<Part> parts) implements View {
    @Override
    public String template() {
        return "ownpage/page";
    }

    /**
     * A part of the text, of which one component isn't null.
     *
     * @param asOf when the oldest of its MLS data was confirmed; null for none
     */
    record Part(
            @Nullable List<Prose.Element> text,
            @Nullable SearchBox search,
            @Nullable Homes homes,
            @Nullable ContactForm contact,
            PlacePage.@Nullable Market market,
            @Nullable AgentCard agent,
            @Nullable Instant asOf) {

        static Part of(List<Prose.Element> text) {
            return new Part(text, null, null, null, null, null, null);
        }

        static Part of(SearchBox search) {
            return new Part(null, search, null, null, null, null, null);
        }

        static Part of(Homes homes, Instant asOf) {
            return new Part(null, null, homes, null, null, null, asOf);
        }

        static Part of(ContactForm contact) {
            return new Part(null, null, null, contact, null, null, null);
        }

        static Part of(PlacePage.Market market) {
            return new Part(null, null, null, null, market, null, market.moment());
        }

        /** @param asOf {@link Instant#MAX} if nothing about them is the MLS's */
        static Part of(AgentCard agent, Instant asOf) {
            return new Part(null, null, null, null, null, agent, asOf.equals(Instant.MAX) ? null : asOf);
        }
    }

    /** @param example a line that the search understands */
    record SearchBox(String example) {}

    /** @param all the page of all these homes */
    record Homes(String title, String all, List<CardView> cards) {}
}
