package porchlight.brand;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the owner says and where menus lead: everything in the brand folder that isn't looks. Immutable.
 *
 * @param home the sections of the home page in their order; empty for the site's own
 * @param welcome a text for the home page; {@link Prose#NONE} for none
 * @param pages by slug
 * @param places texts for pages of places, by their paths
 * @param analytics counts visits; null for nothing
 * @param people those of the brokerage whom the owner describes
 */
public record Content(
        Navigation navigation,
        List<HomeSection> home,
        Prose welcome,
        Map<String, OwnPage> pages,
        Map<String, OwnPage> places,
        List<NamedSearch> searches,
        @Nullable Analytics analytics,
        List<OwnPerson> people) {
    public static final Content NONE =
            new Content(Navigation.OURS, List.of(), Prose.NONE, Map.of(), Map.of(), List.of(), null, List.of());

    public Content {
        home = List.copyOf(home);
        pages = Map.copyOf(pages);
        places = Map.copyOf(places);
        searches = List.copyOf(searches);
        people = List.copyOf(people);
    }

    /** Parts of the home page. */
    public enum HomeSection {
        NEWEST,
        OURS,
        OPEN_HOUSES,
        PLACES,
        PEOPLE,
        SEARCHES,
        TEXT
    }

    public Optional<NamedSearch> search(String slug) {
        return searches.stream().filter(search -> search.slug().equals(slug)).findFirst();
    }

    /** The pictures in all texts, each once. */
    List<Media> media() {
        var all = new LinkedHashMap<String, Media>();
        Stream.concat(pages.values().stream(), places.values().stream()).forEach(page -> {
            if (page.picture() != null) all.put(page.picture().file(), page.picture());
            collect(page.text().elements(), all);
        });
        collect(welcome.elements(), all);
        for (var person : people) {
            if (person.portrait() != null) all.put(person.portrait().file(), person.portrait());
            collect(person.bio().elements(), all);
        }
        return List.copyOf(all.values());
    }

    private static void collect(List<Prose.Element> elements, Map<String, Media> into) {
        for (var element : elements) {
            if (element.picture() != null) into.put(element.picture().file(), element.picture());
            collect(element.inside(), into);
        }
    }

    static Content read(Section site, BrandFolder folder, Known known, Faults faults) {
        var pages = new PageFiles(folder, known, faults);
        var own = pages.pages();
        var sections = site.values("home").stream()
                .map(section -> section.word(HomeSection.class))
                .distinct()
                .toList();
        return new Content(
                Navigation.read(site, own.keySet()),
                sections,
                pages.welcome(),
                own,
                pages.places(),
                NamedSearch.read(site, known),
                Analytics.read(site),
                pages.people());
    }
}
