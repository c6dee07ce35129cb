package porchlight.people;

import io.javalin.http.NotFoundResponse;
import java.time.Instant;
import java.util.List;
import porchlight.lead.ContactForm;
import porchlight.lead.ContactPages;
import porchlight.listing.Listing;
import porchlight.listing.MlsProfile;
import porchlight.listing.OpenHouseCalendar;
import porchlight.message.Messages;
import porchlight.people.OurPeople.Person;
import porchlight.search.results.CardView;
import porchlight.seo.StructuredData;
import porchlight.site.SiteInfo;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Request;
import porchlight.web.View;

/** {@code GET /agents} and {@code GET /agents/{slug}}: the agents of our own offices. */
public final class PeoplePages {
    private static final String PATH = "/agents";

    private final OurPeople people;
    private final OpenHouseCalendar openHouses;
    private final ContactPages contact;
    private final MlsProfile profile;
    private final SiteInfo site;
    private final StructuredData structured;

    public PeoplePages(
            OurPeople people,
            OpenHouseCalendar openHouses,
            ContactPages contact,
            MlsProfile profile,
            SiteInfo site,
            StructuredData structured) {
        this.people = people;
        this.openHouses = openHouses;
        this.contact = contact;
        this.profile = profile;
        this.site = site;
        this.structured = structured;
    }

    /** @param gone whether someone was asked for who left */
    private record TeamView(List<Person> people, boolean gone) implements View {
        @Override
        public String template() {
            return "people/agents";
        }
    }

    /** @param homes those that the agent lists, the newest first */
    private record PersonView(Person person, ContactForm contact, List<CardView> homes) implements View {
        @Override
        public String template() {
            return "people/agent";
        }
    }

    /** The team; 404 if the site doesn't know which offices are its own. */
    public Answer all(Request request) {
        refuseWithoutOffices();
        var head = Head.titled(Messages.text("people.heading"))
                .described(Messages.text("people.description", site.brokerage()))
                .canonical(PATH)
                .structuredData(structured.page(request.origin(), PATH, crumbs(Messages.text("people.heading"))));
        return Answer.page(new TeamView(people.all(), false), dated(head, people.asOf()));
    }

    /** One of them; 410 with the team for someone who left, 404 for anyone else. */
    public Answer one(Request request) {
        refuseWithoutOffices();
        var slug = request.variable("slug");
        var found = people.named(slug);
        if (found.isPresent()) return one(request, found.get());
        if (!people.hasLeft(slug)) throw new NotFoundResponse();
        var head = Head.titled(Messages.text("people.gone")).robots("noindex").styles("people.css");
        return Answer.refusal(410, new TeamView(people.all(), true), head);
    }

    private Answer one(Request request, Person person) {
        var member = person.member();
        var homes = people.listings(person);
        var head = Head.titled(Messages.text("people.title", member.name(), site.brokerage()))
                .described(Messages.text("people.agent.description", member.name(), site.brokerage()))
                .canonical(person.path())
                .scripts("saved.js", "photo-fallback.js", "contact.js")
                .structuredData(structured.agent(
                        request.origin(),
                        person.path(),
                        member.name(),
                        member.title(),
                        member.phone(),
                        member.email(),
                        member.languages(),
                        member.portrait(),
                        crumbs(member.name())));
        var view = new PersonView(person, contact.to(member.name()), CardView.further(homes, openHouses.coming()));
        return Answer.page(view, dated(head, oldest(homes)));
    }

    private void refuseWithoutOffices() {
        if (profile.ours().isNone()) throw new NotFoundResponse();
    }

    private Instant oldest(List<Listing> homes) {
        var asOf = people.asOf();
        var listed = homes.isEmpty() ? asOf : people.listedAsOf();
        return listed.isBefore(asOf) ? listed : asOf;
    }

    private Head dated(Head head, Instant asOf) {
        var styled = head.styles("people.css", "home.css", "listing.css");
        return asOf.equals(Instant.MAX) ? styled : styled.asOf(asOf, false, profile.timeZone());
    }

    private static List<StructuredData.Crumb> crumbs(String here) {
        var home = new StructuredData.Crumb(Messages.text("place.home"), "/");
        var team = Messages.text("people.heading");
        return here.equals(team)
                ? List.of(home, new StructuredData.Crumb(team, null))
                : List.of(home, new StructuredData.Crumb(team, PATH), new StructuredData.Crumb(here, null));
    }
}
