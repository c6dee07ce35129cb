package porchlight.search.results;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import porchlight.search.KnownCities;
import porchlight.search.QueryText;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Request;

/** {@code GET /search-tips}: what the search line understands, told by lines that are searches. */
public final class SearchTips {
    private static final Duration FRESH_FOR = Duration.ofHours(1);

    private final Supplier<Optional<KnownCities.City>> largest;

    /** @param largest the city with most homes for sale, for examples */
    public SearchTips(Supplier<Optional<KnownCities.City>> largest) {
        this.largest = largest;
    }

    /** Phrases of one sort; see {@link QueryText}. */
    public record Group(String name, List<String> lines) {}

    public Answer answer(Request request) {
        var city = largest.get();
        return Answer.page(
                "search/tips",
                Head.titled("What you can type")
                        .described("Places, prices, rooms, sizes, features: what the search line understands.")
                        .canonical("/search-tips"),
                Map.of("whole", example(city), "groups", groups(city)),
                FRESH_FOR);
    }

    /** A line with the name of a city, where there is one that has homes. */
    public static String example(Optional<KnownCities.City> largest) {
        return "3 bed house" + largest.map(city -> " in " + city.name()).orElse("") + " under 600k with garage";
    }

    private static List<Group> groups(Optional<KnownCities.City> largest) {
        return List.of(
                new Group(
                        "Where",
                        largest.map(city -> List.of(city.name(), "condos in " + city.name()))
                                .orElse(List.of("condos"))),
                new Group("Rooms", List.of("3 bed", "2+ baths", "three bedrooms", "3br 2ba", "at least 3 bedrooms")),
                new Group(
                        "Price",
                        List.of(
                                "under 600k",
                                "over $1.2m",
                                "400k to 600k",
                                "between 400k and 600k",
                                "500k or less",
                                "around 500k",
                                "price drop")),
                new Group(
                        "Size",
                        List.of("over 1,800 sq ft", "under 2500 sqft", "1,500 to 2,000 sq ft", "1/2 acre", "2+ acres")),
                new Group(
                        "Age",
                        List.of("built after 1990", "built before 1940", "built 2010 or later", "new construction")),
                new Group(
                        "Kind",
                        List.of("houses or condos", "townhouse", "duplex", "manufactured home", "land", "rentals")),
                new Group("Features", List.of("garage", "pool and fireplace", "waterfront with view", "55+ community")),
                new Group(
                        "Time",
                        List.of("just listed", "new today", "new this week", "last 14 days", "open house Sunday")),
                new Group("Fees", List.of("no hoa", "hoa under 200 a month")));
    }
}
