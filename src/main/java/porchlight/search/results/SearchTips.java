package porchlight.search.results;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import porchlight.message.Messages;
import porchlight.search.KnownCities;
import porchlight.search.phrase.QueryText;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Request;
import porchlight.web.View;

/** {@code GET /search-tips}: what the search line understands, with example lines that link to searches. */
public final class SearchTips {
    private static final String PREFIX = "search.tips.";
    /** Groups of examples in page order, below the group of places. */
    private static final List<String> GROUPS =
            List.of("rooms", "price", "size", "age", "kind", "features", "time", "fees");

    private final Supplier<Optional<KnownCities.City>> largest;

    /** @param largest the city with the most homes for sale, for examples */
    public SearchTips(Supplier<Optional<KnownCities.City>> largest) {
        this.largest = largest;
    }

    /** Phrases of one kind; see {@link QueryText}. */
    public record Group(String name, List<String> lines) {}

    /** @param whole a line of several phrases */
    private record TipsView(String whole, List<Group> groups) implements View {
        @Override
        public String template() {
            return "search/tips";
        }
    }

    public Answer answer(Request request) {
        var city = largest.get();
        return Answer.page(
                new TipsView(example(city), groups(city)),
                Head.titled(Messages.text("search.tips.title"))
                        .described(Messages.text("search.tips.description"))
                        .canonical("/search-tips"));
    }

    /** A line with a city's name, if a city has homes. */
    public static String example(Optional<KnownCities.City> largest) {
        return largest.map(city -> Messages.text("search.example.in", city.name()))
                .orElseGet(() -> Messages.text("search.example"));
    }

    private static List<Group> groups(Optional<KnownCities.City> largest) {
        var where = largest.map(city -> group("where", "where.lines", city.name()))
                .orElseGet(() -> group("where", "where.lines.no-city"));
        return Stream.concat(Stream.of(where), GROUPS.stream().map(name -> group(name, name + ".lines")))
                .toList();
    }

    private static Group group(String name, String lines, Object... values) {
        return new Group(
                Messages.text(PREFIX + name),
                List.of(Messages.text(PREFIX + lines, values).split("\\|")));
    }
}
