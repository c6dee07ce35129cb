package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import okhttp3.HttpUrl;
import porchlight.TestClock;

/** Whatever JSON an MLS sends for a home, it is a listing that can be shown or none, never a fault. */
class ListingFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Expansions NAMES = new Expansions("Media", "OpenHouses", "Rooms", "Units");
    private static final List<String> EXPANDED =
            List.of("Media", "OpenHouses", "Rooms", "Units", "HistoryTransactional");
    private static final List<String> OF_EXPANDED = List.of(
            "MediaURL",
            "MediaCategory",
            "MediaKey",
            "MediaType",
            "Order",
            "PreferredPhotoYN",
            "Permission",
            "ShortDescription",
            "ImageWidth",
            "OpenHouseKey",
            "OpenHouseStatus",
            "OpenHouseStartTime",
            "OpenHouseEndTime",
            "OpenHouseDate",
            "OpenHouseRemarks",
            "RoomType",
            "RoomLevel",
            "RoomDimensions",
            "RoomFeatures",
            "UnitTypeType",
            "UnitTypeBedsTotal",
            "UnitTypeActualRent");

    private final MlsProfile profile = MlsProfiles.load("demo");
    private final PropertyParser parser = new PropertyParser(
            profile,
            new PhotoUrls(HttpUrl.get("http://127.0.0.1:8090/Reso/OData/"), profile.photoResizes()),
            new TestClock());

    private static Arbitrary<JsonNode> values() {
        var scalars = Arbitraries.<JsonNode>oneOf(
                Arbitraries.strings().ofMaxLength(60).map(NODES::textNode),
                Arbitraries.longs().map(NODES::numberNode),
                Arbitraries.doubles().map(NODES::numberNode),
                Arbitraries.bigDecimals().map(NODES::numberNode),
                Arbitraries.of(true, false).map(NODES::booleanNode),
                Arbitraries.just(NODES.nullNode()),
                Arbitraries.of(
                                "Active",
                                "Pending",
                                "Residential",
                                "Photo",
                                "Public",
                                "********",
                                "2026-03-01",
                                "2026-03-07T18:00:00Z",
                                "+999999999-12-31T23:59:59Z",
                                "99999-12-31",
                                "1E+999999999",
                                "-1E-999999999",
                                "NaN",
                                "Infinity",
                                "https://photos.example.com/a.jpg",
                                "javascript:alert(1)",
                                "data:text/html,<script>alert(1)</script>",
                                "http://127.0.0.1/x.jpg",
                                "//evil.example/x.jpg",
                                "\u202Eevil\u0000\u0007\u2028",
                                "half \uD83D of one",
                                "12x14",
                                "")
                        .map(NODES::textNode));
        var arrays = scalars.list()
                .ofMaxSize(4)
                .<JsonNode>map(all -> NODES.arrayNode().addAll(all));
        var objects = Arbitraries.maps(Arbitraries.of(OF_EXPANDED), scalars)
                .ofMaxSize(8)
                .<JsonNode>map(all -> NODES.objectNode().setAll(all));
        var rows = Arbitraries.oneOf(objects, scalars)
                .list()
                .ofMaxSize(5)
                .<JsonNode>map(all -> NODES.arrayNode().addAll(all));
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, scalars),
                net.jqwik.api.Tuple.of(1, arrays),
                net.jqwik.api.Tuple.of(1, objects),
                net.jqwik.api.Tuple.of(2, rows));
    }

    @Provide
    Arbitrary<Map<String, JsonNode>> records() {
        var names = new ArrayList<>(PropertyFields.detail(MlsProfiles.load("demo")));
        names.addAll(EXPANDED);
        return Arbitraries.maps(Arbitraries.of(names), values()).ofMaxSize(40);
    }

    private static ObjectNode home() {
        try {
            return (ObjectNode) JSON.readTree("""
                    {"ListingKey": "20260101120000123456000000", "ListingId": "26-101", "StandardStatus": "Active",
                     "PropertyType": "Residential", "ListPrice": 525000, "StreetNumber": "12", "StreetName": "Main",
                     "StreetSuffix": "St", "City": "Portland", "StateOrProvince": "OR", "PostalCode": "97214"}""");
        } catch (IOException noJson) {
            throw new IllegalArgumentException(noJson);
        }
    }

    @Property(tries = 300, seed = "20261124")
    void aRecordIsAListingThatCanBeShownOrNone(@ForAll("records") Map<String, JsonNode> fields, @ForAll boolean whole) {
        var record = whole ? home() : JSON.createObjectNode();
        record.setAll(fields);
        var parsed = parser.parse(record, NAMES);
        if (parsed.isEmpty()) return;
        var listing = parsed.get();
        assertTrue(profile.statuses().contains(listing.status()), listing.status());
        assertTrue(listing.price().amount() >= 0);
        assertTrue(listing.path().startsWith("/listing/"), listing.path());
        assertFalse(record.path("InternetEntireListingDisplayYN").isBoolean()
                && !record.path("InternetEntireListingDisplayYN").booleanValue());
        for (var photo : listing.photos()) {
            var url = String.valueOf(photo.url());
            assertTrue(url.startsWith("https://") || url.startsWith("/media/"), url);
        }
        for (int number = 1; number <= listing.photos().size(); number++) clean(listing.photoAlt(number));
        clean(listing.address().full());
        clean(listing.slug());
        clean(listing.marketTime());
        clean(String.valueOf(listing.pricePerSquareFoot()));
        for (var facts : listing.facts()) clean(facts.toString());
        for (var room : listing.rooms()) clean(room.toString());
        for (var openHouse : listing.openHouses()) clean(openHouse.toString());
        if (listing.remarks() != null) clean(listing.remarks().replace("\n", ""));
    }

    /** No control character, mark of direction or half of a character. */
    private static void clean(String text) {
        assertTrue(
                text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c)
                                || c >= 0x202A && c <= 0x202E
                                || c >= 0x2066 && c <= 0x2069
                                || Character.getType(c) == Character.SURROGATE),
                () -> text.codePoints().mapToObj(Integer::toHexString).toList() + " " + text);
    }

    @Property(tries = 500, seed = "20261124")
    void jsonOfAnyShapeIsNoFault(@ForAll("values") JsonNode value) {
        parser.parse(value, NAMES);
    }

    @Provide("values")
    Arbitrary<JsonNode> anyValue() {
        return values();
    }
}
