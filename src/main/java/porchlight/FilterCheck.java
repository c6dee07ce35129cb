package porchlight;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import porchlight.FeedReport.Row;
import porchlight.odata.Filter;
import porchlight.odata.Filter.Position;
import porchlight.odata.Metadata.EntityType;
import porchlight.odata.ODataPage;

/**
 * Tries filter functions, each on a value of a listing that is there. Some servers answer functions they lack with an
 * empty page, others as if they had not been asked: neither counts as an answer.
 */
final class FilterCheck {
    private static final double AROUND_DEGREES = 0.01;

    private final Service service;
    private final List<JsonNode> sample;
    private final EntityType type;

    /** Where filters are tried. */
    interface Service {
        /** Some listings, with the fields. */
        Attempt<ODataPage<JsonNode>> page(Filter filter, List<String> fields);
    }

    /** @param sample listings with all of their fields */
    FilterCheck(Service service, List<JsonNode> sample, EntityType type) {
        this.service = service;
        this.sample = List.copyOf(sample);
        this.type = type;
    }

    List<Row> rows() {
        var text = first("UnparsedAddress") == null ? "City" : "UnparsedAddress";
        var rows = new ArrayList<Row>();
        rows.add(onText(
                "in",
                "City",
                city -> city,
                (field, city) -> Filter.in(field, List.of(city, "No such city")),
                String::equals));
        rows.add(onText(
                "contains",
                text,
                value -> value.substring(value.length() / 3),
                Filter::contains,
                (value, part) -> lower(value).contains(lower(part))));
        rows.add(onText(
                "startswith",
                text,
                value -> value.substring(0, (value.length() + 1) / 2),
                Filter::startsWith,
                (value, part) -> lower(value).startsWith(lower(part))));
        rows.add(lambda());
        rows.add(geo());
        return rows;
    }

    private interface Make {
        Filter filter(String field, String part);
    }

    private interface Match {
        boolean matches(String value, String part);
    }

    private Row onText(String function, String field, Function<String, String> part, Make make, Match match) {
        var value = first(field);
        if (value == null) return untried(function, "a value of " + field);
        var asked = part.apply(value);
        return tried(
                function,
                make.filter(field, asked),
                List.of(field),
                row -> match.matches(row.path(field).asText(), asked));
    }

    private Row lambda() {
        for (var row : sample)
            for (var name : (Iterable<String>) row::fieldNames) {
                var values = row.path(name);
                if (!type.isCollection(name)
                        || values.isEmpty()
                        || !values.get(0).isTextual()) continue;
                var value = values.get(0).asText();
                return tried(
                        "any",
                        Filter.any(name, value),
                        List.of(name),
                        found -> StreamSupport.stream(found.path(name).spliterator(), false)
                                .anyMatch(each -> each.asText().equals(value)));
            }
        return untried("any", "a field with several values");
    }

    private Row geo() {
        for (var row : sample) {
            double longitude = row.path("Longitude").asDouble();
            double latitude = row.path("Latitude").asDouble();
            if (longitude == 0 || latitude == 0) continue;
            var southWest = Position.of(longitude - AROUND_DEGREES, latitude - AROUND_DEGREES);
            var northEast = Position.of(longitude + AROUND_DEGREES, latitude + AROUND_DEGREES);
            var ring = List.of(
                    southWest,
                    new Position(northEast.longitude(), southWest.latitude()),
                    northEast,
                    new Position(southWest.longitude(), northEast.latitude()),
                    southWest);
            return tried(
                    "geo.intersects",
                    Filter.intersects("Location", ring),
                    List.of("Latitude", "Longitude"),
                    // Wider than asked for: servers round.
                    found -> Math.abs(found.path("Latitude").asDouble() - latitude) < 2 * AROUND_DEGREES
                            && Math.abs(found.path("Longitude").asDouble() - longitude) < 2 * AROUND_DEGREES);
        }
        return untried("geo.intersects", "coordinates");
    }

    private Row tried(String function, Filter filter, List<String> fields, Predicate<JsonNode> asAsked) {
        var attempt = service.page(filter, fields);
        var page = attempt.value();
        if (page != null && !page.value().isEmpty() && page.value().stream().allMatch(asAsked))
            return Row.ok(function, "answered").in(attempt.took());
        var problem = page == null
                ? attempt.problem()
                : page.value().isEmpty()
                        ? "answered with nothing, though a listing matches"
                        : "answered with listings that do not match";
        return Row.missing(function, problem, setting(function) + "=false").in(attempt.took());
    }

    private static String setting(String function) {
        return "RESO_SUPPORTS_"
                + switch (function) {
                    case "any" -> "LAMBDA";
                    case "geo.intersects" -> "GEO";
                    default -> function.toUpperCase(Locale.ROOT);
                };
    }

    private static Row untried(String function, String lacking) {
        return Row.limited(function, "not tried: no listing of the sample has " + lacking, null);
    }

    private @Nullable String first(String field) {
        return sample.stream()
                .map(row -> row.path(field).asText(""))
                .filter(text -> text.length() > 2 && !text.contains("***"))
                .findFirst()
                .orElse(null);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
