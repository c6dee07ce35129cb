package porchlight.demomls.town;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The demo's source pictures, as described in {@code demomls/photos/manifest.json}. Read once,
 * never changed.
 */
public final class Renders {
    /** Sets of rooms: each is one house's furniture and colors. */
    static final int SETS = 5;

    /** Lots smaller than this, in acres, are between houses. */
    static final double LOT_IN_A_STREET = .6;

    private static final Map<String, JsonNode> BY_NAME = read();
    private static final List<String> NAMES = List.copyOf(BY_NAME.keySet());
    private static final Map<String, Integer> INDEXES =
            IntStream.range(0, NAMES.size()).boxed().collect(Collectors.toMap(NAMES::get, index -> index));
    private static final Map<String, List<String>> FRONTS = BY_NAME.keySet().stream()
            .filter(name -> is(name, "kind", "exterior") && !is(name, "view", "other"))
            .collect(Collectors.groupingBy(name -> text(name, "style")));
    private static final Map<String, List<String>> LAND = BY_NAME.keySet().stream()
            .filter(name -> is(name, "kind", "land"))
            .collect(Collectors.groupingBy(name -> text(name, "style")));
    private static final Map<Boolean, List<String>> YARDS = BY_NAME.keySet().stream()
            .filter(name -> is(name, "kind", "yard"))
            .collect(Collectors.partitioningBy(name -> is(name, "style", "pool")));

    private static final Map<String, List<String>> AERIALS = BY_NAME.keySet().stream()
            .filter(name -> is(name, "kind", "aerial"))
            .collect(Collectors.groupingBy(name -> text(name, "style")));

    private Renders() {}

    private static Map<String, JsonNode> read() {
        var byName = new LinkedHashMap<String, JsonNode>();
        try (var manifest =
                Objects.requireNonNull(Renders.class.getResourceAsStream("/demomls/photos/manifest.json"))) {
            for (var render : new ObjectMapper().readTree(manifest)) {
                var file = render.path("file").asText();
                byName.put(file.substring(file.indexOf('/') + 1).replace(".jpg", ""), render);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return byName;
    }

    private static String text(String name, String field) {
        var render = BY_NAME.get(name);
        return render == null ? "" : render.path(field).asText();
    }

    private static boolean is(String name, String field, String value) {
        return text(name, field).equals(value);
    }

    /** Names of the fronts of a style. */
    static List<String> exteriors(String style) {
        return FRONTS.getOrDefault(style, List.of());
    }

    /** The same house from its other side. */
    static Optional<String> otherSide(String exterior) {
        return Optional.of(exterior + "-other").filter(BY_NAME::containsKey);
    }

    /** Names of the pictures of a kind of land: lot, meadow, woods, hillside, or river. */
    static List<String> land(String kind) {
        return LAND.getOrDefault(kind, List.of());
    }

    /** The kind of land that a picture shows, or the style of a house. */
    public static String style(String name) {
        return text(name, "style");
    }

    /** Backyards with or without a pool, in the same season as the front if there are any. */
    static List<String> yards(boolean pool, String exterior) {
        return inSeason(YARDS.get(pool), exterior);
    }

    private static List<String> inSeason(List<String> names, String exterior) {
        var season = text(exterior, "season");
        var matching = names.stream().filter(name -> is(name, "season", season)).toList();
        return matching.isEmpty() ? names : matching;
    }

    /**
     * Aerial views of neighborhoods with one kind of surroundings: streets, river, country, or
     * town.
     */
    static List<String> aerials(String surroundings, String exterior) {
        return inSeason(AERIALS.getOrDefault(surroundings, List.of()), exterior);
    }

    /** A room of a set, if it has one. */
    static Optional<String> room(String kind, int set) {
        return Optional.of(kind + "-" + set).filter(BY_NAME::containsKey);
    }

    /** A room of a set with a city outside its window. */
    static Optional<String> cityRoom(String kind, int set) {
        return Optional.of(kind + "-city-" + set).filter(BY_NAME::containsKey);
    }

    private static int number(String name, String field) {
        var render = BY_NAME.get(name);
        return render == null ? 0 : render.path(field).asInt();
    }

    public static int garage(String name) {
        return number(name, "garageSpaces");
    }

    public static int stories(String name) {
        return BY_NAME.containsKey(name) ? Math.max(1, number(name, "stories")) : 0;
    }

    /** Pixels. */
    static int width(String name) {
        return number(name, "width");
    }

    static int height(String name) {
        return number(name, "height");
    }

    public static String color(String name) {
        return text(name, "color");
    }

    public static String file(String name) {
        return Objects.requireNonNull(BY_NAME.get(name), name).path("file").asText();
    }

    /** A picture's index in the manifest, which photo IDs use. */
    static int index(String name) {
        return INDEXES.getOrDefault(name, -1);
    }

    public static @org.jspecify.annotations.Nullable String name(int index) {
        return index >= 0 && index < NAMES.size() ? NAMES.get(index) : null;
    }
}
