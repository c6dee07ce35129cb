package porchlight.people;

import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.lead.ContactForm;
import porchlight.lead.ContactPages;
import porchlight.listing.Listing;
import porchlight.listing.MlsProfile;
import porchlight.listing.OpenHouseCalendar;
import porchlight.message.Messages;
import porchlight.search.results.CardView;
import porchlight.seo.Sitemaps;
import porchlight.seo.StructuredData;
import porchlight.site.SiteInfo;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Request;
import porchlight.web.View;

/** {@code GET /agents}, {@code GET /agents/{slug}}, and {@code GET /with/{slug}}: the people of the brokerage. */
public final class PeoplePages {
    private static final String PATH = Person.PATH;

    private final OurPeople people;
    private final OpenHouseCalendar openHouses;
    private final ContactPages contact;
    private final MlsProfile profile;
    private final SiteInfo site;
    private final StructuredData structured;
    private final UnaryOperator<String> files;

    /** @param files the address of a file of the brand folder */
    public PeoplePages(
            OurPeople people,
            OpenHouseCalendar openHouses,
            ContactPages contact,
            MlsProfile profile,
            SiteInfo site,
            StructuredData structured,
            UnaryOperator<String> files) {
        this.people = people;
        this.openHouses = openHouses;
        this.contact = contact;
        this.profile = profile;
        this.site = site;
        this.structured = structured;
        this.files = files;
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

    /** The team; 404 if the site knows neither its offices nor anyone who works there. */
    public Answer all(Request request) {
        refuseWithoutPeople();
        var head = Head.titled(Messages.text("people.heading"))
                .described(Messages.text("people.description", site.brokerage()))
                .canonical(PATH)
                .structuredData(structured.page(request.origin(), PATH, crumbs(Messages.text("people.heading"))));
        return Answer.page(new TeamView(people.all(), false), dated(head, people.asOf()));
    }

    /** One of them; 410 with the team for someone who left, 404 for anyone else. */
    public Answer one(Request request) {
        refuseWithoutPeople();
        var slug = request.variable("slug");
        var found = people.named(slug);
        return found.isPresent() ? one(request, found.get()) : nobody(slug);
    }

    /** {@code GET /with/{slug}}: an agent's personal link. All pages from there on show them beside the brokerage. */
    public Answer with(Request request) {
        refuseWithoutPeople();
        var slug = request.variable("slug");
        return people.named(slug).isPresent() ? Answer.found("/?with=" + slug) : nobody(slug);
    }

    private Answer nobody(String slug) {
        return switch (people.absence(slug)) {
            case NEVER_HERE -> throw new NotFoundResponse();
            case UNKNOWN -> throw new ServiceUnavailableResponse();
            case LEFT -> {
                var head = Head.titled(Messages.text("people.gone"))
                        .robots("noindex")
                        .styles("people.css");
                yield Answer.refusal(410, new TeamView(people.all(), true), head);
            }
        };
    }

    /** The pages that search engines may list. */
    public Stream<Sitemaps.Page> indexable() {
        return people.all().isEmpty()
                ? Stream.empty()
                : Stream.concat(Stream.of(PATH), people.all().stream().map(Person::path))
                        .map(path -> new Sitemaps.Page(path, null));
    }

    private Answer one(Request request, Person person) {
        var member = person.member();
        var homes = people.listings(person);
        var head = Head.titled(Messages.text("people.title", member.name(), site.brokerage()))
                .described(Messages.text("people.agent.description", member.name(), site.brokerage()))
                .canonical(person.path())
                .scripts("saved.js", "photo-fallback.js", "contact.js")
                .structuredData(
                        person.isAgent()
                                ? structured.agent(
                                        request.origin(),
                                        person.path(),
                                        member.name(),
                                        member.title(),
                                        member.phone(),
                                        member.email(),
                                        member.languages(),
                                        portrait(person),
                                        crumbs(member.name()))
                                : structured.page(request.origin(), person.path(), crumbs(member.name())));
        var view = new PersonView(person, contact.to(person.card()), CardView.further(homes, openHouses.coming()));
        return Answer.page(view, dated(head, oldest(homes)));
    }

    private @Nullable String portrait(Person person) {
        var picture = person.picture();
        return picture == null ? person.member().portrait() : files.apply(picture.file());
    }

    private void refuseWithoutPeople() {
        if (profile.ours().isNone() && people.all().isEmpty()) throw new NotFoundResponse();
    }

    private Instant oldest(List<Listing> homes) {
        var asOf = people.asOf();
        var listed = homes.isEmpty() ? asOf : people.listedAsOf();
        return listed.isBefore(asOf) ? listed : asOf;
    }

    private Head dated(Head head, Instant asOf) {
        var styled = head.styles("people.css", "ownpage.css", "home.css", "listing.css");
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
