package porchlight.demomls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import porchlight.harness.Rounds;

/**
 * Compares every plan of the demo market with the record, the room table, and the units of its
 * listing.
 */
class FloorPlansTest {
    private static final Pattern TEXT = Pattern.compile("<text[^>]*?(font-size=\"(\\d+)\")[^>]*>([^<]*)</text>");
    private static final Pattern AREA = Pattern.compile("([\\d,]+) of ([\\d,]+) sq ft");
    private static final Pattern SIZE = Pattern.compile("(\\d+) × (\\d+) ft");
    private static final Pattern BAR = Pattern.compile("M([\\d.]+) ([\\d.]+)v8h");
    private static final Pattern DISCLAIMER = Pattern.compile("y=\"([\\d.]+)\"[^>]*>Demonstration plan");
    private static final Pattern UNITS = Pattern.compile("Units? (\\d)(?: (and|to) (\\d))?, (.*)");

    private static final int LISTINGS = Rounds.of(400, 1_200);
    private static final HttpClient http = HttpClient.newHttpClient();
    private static DemoMls mls;
    private static List<JsonNode> market;

    @BeforeAll
    static void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(LISTINGS));
        market = new ArrayList<>();
        var page = json(mls.serviceRoot() + "Property?$expand=Media($filter=MediaCategory eq 'Floor Plan'),Room,Unit");
        page.path("value").forEach(market::add);
        while (page.has("@odata.nextLink")) {
            page = json(page.path("@odata.nextLink").asText());
            page.path("value").forEach(market::add);
        }
        assertEquals(LISTINGS, market.size());
    }

    @AfterAll
    static void stop() {
        mls.close();
    }

    /**
     * The text of a plan.
     * @param rooms the sizes drawn, such as {@code 11 x 14}, sorted
     */
    private record Drawn(String name, int area, int total, String words, List<String> rooms) {}

    private static Drawn drawn(JsonNode media) throws Exception {
        var svg = send(media.path("MediaURL").asText().replace(".png", ".svg"));
        var name = "";
        var words = new StringBuilder();
        var rooms = new ArrayList<String>();
        for (var text : TEXT.matcher(svg).results().toList()) {
            if (text.group(2).equals("17")) name = text.group(3);
            words.append(text.group(3)).append(' ');
            var size = SIZE.matcher(text.group(3));
            if (size.matches()) rooms.add(size(size.group(1), size.group(2)));
        }
        var bar = BAR.matcher(svg);
        assertTrue(bar.find(), svg);
        // The disclaimer is the longest and last line; the bar is to the right of it or below.
        var text = DISCLAIMER.matcher(svg);
        assertTrue(text.find(), svg);
        assertTrue(
                Double.parseDouble(bar.group(1)) > 270
                        || Double.parseDouble(bar.group(2)) > Double.parseDouble(text.group(1)),
                svg);
        var area = AREA.matcher(svg);
        assertTrue(area.find(), svg);
        rooms.sort(null);
        return new Drawn(name, number(area.group(1)), number(area.group(2)), words.toString(), rooms);
    }

    private static String size(String one, String other) {
        var a = Integer.parseInt(one);
        var b = Integer.parseInt(other);
        return Math.min(a, b) + " x " + Math.max(a, b);
    }

    private static int number(String text) {
        return Integer.parseInt(text.replace(",", ""));
    }

    private static int area(JsonNode row) {
        return row.path("LivingArea").asInt(row.path("BuildingAreaTotal").asInt());
    }

    private static boolean isShown(JsonNode row) {
        return row.path("PhotosCount").asInt() > 0;
    }

    @Test
    void eachLevelOfAHomeIsDrawnWithTheRoomsOfTheTableAndItsArea() throws Exception {
        var stories = new HashSet<Integer>();
        for (var row : market) {
            if (row.path("Room").isEmpty() || !isShown(row)) continue;
            var key = row.path("ListingKey").asText();
            var levels = new HashMap<String, Drawn>();
            for (var media : row.path("Media")) {
                var plan = drawn(media);
                levels.put(plan.name().replace(" floor", ""), plan);
                assertEquals(area(row), plan.total(), key);
            }
            assertEquals(
                    area(row), levels.values().stream().mapToInt(Drawn::area).sum(), 1.5, key);
            var above = levels.keySet().stream()
                    .filter(it -> !it.equals("Basement"))
                    .count();
            assertEquals(row.path("Stories").asInt(), above, key + ": " + levels.keySet());
            assertEquals(
                    List.of("One", "Two", "Three Or More").get((int) above - 1),
                    row.path("Levels").get(0).asText());
            assertEquals(
                    row.path("LaundryFeatures").toString().contains("In Basement"),
                    levels.containsKey("Basement"),
                    key);
            stories.add((int) above);
            var table = new HashMap<String, List<String>>();
            for (var room : row.path("Room")) {
                var level = room.path("RoomLevel").asText();
                assertTrue(levels.containsKey(level), key + " lists rooms on a level without a plan: " + level);
                for (var word : room.path("RoomType").asText().split(" "))
                    assertTrue(levels.get(level).words().contains(word), key + " draws no " + room);
                table.computeIfAbsent(level, it -> new ArrayList<>())
                        .add(size(
                                room.path("RoomLength").asText(),
                                room.path("RoomWidth").asText()));
            }
            table.values().forEach(sizes -> sizes.sort(null));
            for (var level : levels.entrySet())
                assertEquals(table.get(level.getKey()), level.getValue().rooms(), key + " " + level.getKey());
        }
        assertEquals(Set.of(1, 2, 3), stories);
    }

    @Test
    void everyUnitOfABuildingIsDrawnWithItsBedroomsAndArea() throws Exception {
        var kinds = new HashSet<String>();
        for (var row : market) {
            if (row.path("Unit").isEmpty() || !isShown(row)) continue;
            var key = row.path("ListingKey").asText();
            var plans = new HashMap<Integer, List<Drawn>>();
            var levels = new HashSet<String>();
            for (var media : row.path("Media")) {
                var plan = drawn(media);
                var units = UNITS.matcher(plan.name());
                assertTrue(units.matches(), plan.name());
                levels.add(units.group(4));
                var last = units.group(3) == null ? units.group(1) : units.group(3);
                for (int unit = Integer.parseInt(units.group(1)); unit <= Integer.parseInt(last); unit++)
                    plans.computeIfAbsent(unit, it -> new ArrayList<>()).add(plan);
            }
            assertEquals(row.path("NumberOfUnitsTotal").asInt(), plans.size(), key);
            assertEquals(row.path("Stories").asInt(), levels.size(), key + ": " + levels);
            var whole = Map.of("beds", new int[1], "baths", new int[1], "area", new int[1]);
            for (var unit : row.path("Unit")) {
                var its = plans.get(number(unit.path("UnitTypeType").asText().replace("Unit ", "")));
                var words = String.join(" ", its.stream().map(Drawn::words).toList());
                var beds = unit.path("UnitTypeBedsTotal").asInt();
                var baths = unit.path("UnitTypeBathsTotal").asInt();
                assertEquals(beds, words.split("Bedroom", -1).length - 1, key + ": " + words);
                assertEquals(baths, words.split("Bathroom", -1).length - 1, key + ": " + words);
                var area = unit.path("UnitTypeSqFt").asInt();
                assertEquals(area, its.stream().mapToInt(Drawn::area).sum(), 1.5, key);
                its.forEach(plan -> assertEquals(area, plan.total(), key));
                whole.get("beds")[0] += beds;
                whole.get("baths")[0] += baths;
                whole.get("area")[0] += area;
            }
            assertEquals(row.path("BedroomsTotal").asInt(), whole.get("beds")[0], key);
            assertEquals(row.path("BathroomsTotalInteger").asInt(), whole.get("baths")[0], key);
            assertEquals(area(row), whole.get("area")[0], key);
            kinds.add(row.path("PropertySubType").asText());
        }
        assertEquals(Set.of("Duplex", "Triplex", "Quadruplex"), kinds);
    }

    @Test
    void onlyLandAndBusinessPremisesHaveNoPlan() {
        for (var row : market)
            assertEquals(
                    isShown(row)
                            && Stream.of("Land", "Commercial")
                                    .noneMatch(row.path("PropertyType").asText()::startsWith),
                    !row.path("Media").isEmpty(),
                    row.path("ListingKey").asText());
    }

    private static JsonNode json(String url) throws Exception {
        return new ObjectMapper().readTree(send(url.replace(" ", "%20").replace("'", "%27")));
    }

    private static String send(String url) throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Authorization", "Bearer " + DemoMls.TOKEN)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), url);
        return answer.body();
    }
}
