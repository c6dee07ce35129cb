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
import org.junit.jupiter.api.Test;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;
import porchlight.harness.TestClock;

/**
 * Whatever JSON an MLS sends for a home, the result is a listing that can be shown or none, never
 * an exception.
 */
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
            profile, TestPhotoUrls.on("http://127.0.0.1:8090/Reso/OData/", profile.photoResizes()), new TestClock());

    private static Gen<JsonNode> values() {
        var scalars = Gen.<JsonNode>oneOf(
                Gen.strings(60).map(NODES::textNode),
                Gen.longs().map(NODES::numberNode),
                Gen.doubles().map(NODES::numberNode),
                Gen.bigDecimals().map(NODES::numberNode),
                Gen.of(true, false).map(NODES::booleanNode),
                Gen.of(NODES.nullNode()),
                Gen.of(
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
        var arrays = scalars.list(4).<JsonNode>map(all -> NODES.arrayNode().addAll(all));
        var objects = Gen.maps(Gen.of(OF_EXPANDED), scalars, 8)
                .<JsonNode>map(all -> NODES.objectNode().setAll(all));
        var rows = Gen.oneOf(objects, scalars)
                .list(5)
                .<JsonNode>map(all -> NODES.arrayNode().addAll(all));
        // Most values are scalars.
        return Gen.oneOf(scalars, scalars, scalars, scalars, scalars, scalars, arrays, objects, rows, rows);
    }

    Gen<Map<String, JsonNode>> records() {
        var names = new ArrayList<>(PropertyFields.detail(MlsProfiles.load("demo")));
        names.addAll(EXPANDED);
        return Gen.maps(Gen.of(names), values(), 40);
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

    @Test
    void aRecordIsAListingThatCanBeShownOrNone() {
        Seeded.check(300, records(), Gen.booleans(), (fields, whole) -> {
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
        });
    }

    /** No control character, direction mark, or unpaired surrogate. */
    private static void clean(String text) {
        assertTrue(
                text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c)
                                || c >= 0x202A && c <= 0x202E
                                || c >= 0x2066 && c <= 0x2069
                                || Character.getType(c) == Character.SURROGATE),
                () -> text.codePoints().mapToObj(Integer::toHexString).toList() + " " + text);
    }

    @Test
    void jsonOfAnyShapeIsNoFault() {
        Seeded.check(500, values(), value -> {
            parser.parse(value, NAMES);
        });
    }

    Gen<JsonNode> anyValue() {
        return values();
    }
}
