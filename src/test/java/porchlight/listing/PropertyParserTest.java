package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.TestClock;

/** Records as RESO servers really send them. */
class PropertyParserTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Expansions NAMES = new Expansions("Media", "OpenHouses", "Rooms", "Units");

    private final MlsProfile profile = MlsProfiles.load("demo");
    private final PropertyParser parser = new PropertyParser(
            profile, TestPhotoUrls.on("http://127.0.0.1:8090/Reso/OData/", profile.photoResizes()), new TestClock());

    private static ObjectNode record(String... further) {
        try {
            var record = (ObjectNode) JSON.readTree("""
                    {"ListingKey": "20260101120000123456000000", "ListingId": "26-101", "StandardStatus": "Active",
                     "PropertyType": "Residential", "ListPrice": 525000, "StreetNumber": "12", "StreetName": "Main",
                     "StreetSuffix": "St", "City": "Portland", "StateOrProvince": "OR", "PostalCode": "97214"}""");
            for (var json : further) record.setAll((ObjectNode) JSON.readTree("{" + json + "}"));
            return record;
        } catch (IOException noJson) {
            throw new IllegalArgumentException(noJson);
        }
    }

    private Optional<Listing> parse(JsonNode record) {
        return parser.parse(record, NAMES);
    }

    private Listing listing(String... further) {
        return parse(record(further)).orElseThrow();
    }

    @Test
    void theLeastARecordCanSayIsAListing() {
        var listing = listing();
        assertEquals("20260101120000123456000000", listing.listingKey());
        assertEquals("$525,000", listing.price().text());
        assertEquals("12 Main St, Portland, OR 97214", listing.address().full());
        assertNull(listing.dimensions().beds());
        assertEquals("", listing.dimensions().bathsText());
        assertTrue(listing.photos().isEmpty());
        assertTrue(listing.facts().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Welcome to 12 Main Street!                    | Welcome to [address withheld]!
            Welcome to 12 MAIN ST., PORTLAND.             | Welcome to [address withheld]., PORTLAND.
            Welcome to 12 N. E. Main St                   | Welcome to [address withheld]
            See www.example-tours.com/12-main-st now      | See [address withheld] now
            At the corner of Main Street and the park     | At the corner of [address withheld] and the park
            Main level with 3 bedrooms, 12 windows        | Main level with 3 bedrooms, [address withheld] windows
            12MainSt                                      | [address withheld]
            Main St #12, a gem                            | [address withheld], a gem
            Apt. 7B has the view                          | [address withheld] has the view
            Unit 7-B has the view, not unit 8             | [address withheld] has the view, not unit 8
            Built in 1912, $12 a month, 12.5 acres, 12 %  | Built in 1912, $12 a month, 12.5 acres, 12 %
            At 45.51234, -122.61234                       | At [address withheld]
            """)
    void remarksLoseAWithheldAddress(String remarks, String shown) {
        var record = record("\"InternetAddressDisplayYN\": false", "\"UnitNumber\": \"7B\"");
        record.put("PublicRemarks", remarks);
        assertEquals(shown, parse(record).orElseThrow().remarks());
        record.put("InternetAddressDisplayYN", true);
        assertEquals(remarks, parse(record).orElseThrow().remarks());
    }

    @Test
    void noTextOfAHomeTellsItsWithheldAddress() {
        var told = "7822 Northeast Jarrett Street";
        var listing = listing(
                "\"InternetAddressDisplayYN\": false",
                "\"StreetNumber\": \"7822\", \"StreetDirPrefix\": \"NE\", \"StreetName\": \"Jarrett\"",
                "\"Directions\": \"North on 42nd\", \"BuildingName\": \"The Arms\", \"LotSizeDimensions\": \"50x100\"",
                "\"SubdivisionName\": \"Jarrett Park\", \"MLSAreaMajor\": \"" + told + "\", \"Zoning\": \"R5\"",
                "\"InteriorFeatures\": [\"" + told + "\", \"Granite\"], \"Disclaimer\": \"" + told + "\"",
                "\"ListOfficeName\": \"Jarrett Realty\", \"ListAgentFullName\": \"" + told + "\"",
                "\"Rooms\": [{\"RoomType\": \"Kitchen\", \"RoomDescription\": \"Faces Jarrett, cozy\"}]",
                "\"OpenHouses\": [{\"OpenHouseKey\": \"1\", \"OpenHouseStartTime\": \"2026-03-07T18:00:00Z\","
                        + " \"OpenHouseEndTime\": \"2026-03-07T20:00:00Z\", \"OpenHouseRemarks\": \"Park at " + told
                        + "\"}]");
        assertFalse(listing.toString().toLowerCase(java.util.Locale.ROOT).contains("jarrett st"), listing::toString);
        assertFalse(listing.toString().contains("7822"), listing::toString);
        assertNull(listing.address().subdivision());
        assertNull(listing.fact("Directions"));
        assertNull(listing.fact("BuildingName"));
        assertNull(listing.fact("LotSizeDimensions"));
        assertNull(listing.fact("MLSAreaMajor"));
        assertEquals("R5", listing.fact("Zoning"));
        assertEquals("Granite", listing.fact("InteriorFeatures"));
        assertEquals("Jarrett Realty", listing.attribution().office());
        assertNull(listing.attribution().agent());
        assertEquals("Faces [address withheld], cozy", listing.rooms().get(0).description());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ListingKey", "ListingId", "ListPrice", "StandardStatus"})
    void whatNoListingCanDoWithoutLeavesItOut(String field) {
        var without = record();
        without.remove(field);
        assertTrue(parse(without).isEmpty());
        assertTrue(parse(record("\"" + field + "\": null")).isEmpty());
        assertTrue(parse(record("\"" + field + "\": \"\"")).isEmpty());
        assertTrue(parse(record("\"" + field + "\": \"********\"")).isEmpty());
        assertTrue(parse(record("\"" + field + "\": {\"odd\": [1]}")).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"InternetEntireListingDisplayYN\": false",
                "\"InternetEntireListingDisplayYN\": \"N\"",
                "\"DelayedMarketingYN\": true",
                "\"StandardStatus\": \"Closed\"",
                "\"StandardStatus\": \"Withdrawn\"",
                "\"StandardStatus\": \"Coming Soon\""
            })
    void whatMustNotBeShownIsNoListing(String rule) {
        assertTrue(parse(record(rule)).isEmpty());
    }

    @Test
    void anMlsMayNameItsOwnOptOutFields(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("mls.yaml"), """
                extends: demo
                optOut: { listing: HideListingYN2, address: ShowAddressYN }
                """);
        var itsOwn = new PropertyParser(
                MlsProfiles.load(file.toString()), TestPhotoUrls.on("http://127.0.0.1/", List.of()), new TestClock());
        assertTrue(itsOwn.parse(record("\"HideListingYN2\": false"), NAMES).isEmpty());
        assertTrue(itsOwn.parse(record("\"InternetEntireListingDisplayYN\": false"), NAMES)
                .isPresent());
        var hidden = itsOwn.parse(record("\"ShowAddressYN\": false"), NAMES).orElseThrow();
        assertNull(hidden.address().street());
    }

    @Test
    void aHiddenAddressLeavesNoTraceInTheListing() {
        var listing = listing(
                "\"InternetAddressDisplayYN\": false",
                "\"UnparsedAddress\": \"12 Main St, Portland\"",
                "\"Latitude\": 45.5",
                "\"Longitude\": -122.6",
                "\"UnitNumber\": \"7\"");
        assertEquals("Address withheld by the seller", listing.address().line());
        assertNull(listing.location());
        assertFalse(listing.path().contains("main"));
        assertFalse(listing.toString().contains("12 Main"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `"BedroomsTotal": 3` | 3
            `"BedroomsTotal": "3"` | 3
            `"BedroomsTotal": 3.0` | 3
            `"BedroomsTotal": "3.00"` | 3
            `"BedroomsTotal": 0` |
            `"BedroomsTotal": -1` |
            `"BedroomsTotal": "three"` |
            `"BedroomsTotal": null` |
            `"BedroomsTotal": true` |
            `"BedroomsTotal": [3]` |
            `"BedroomsTotal": "********"` |
            `"BedroomsTotal": 1e999` |
            `"BedroomsTotal": "1E+999999999"` |
            `"BedroomsTotal": 99999999999999999999999999` |
            """)
    void numbersAreReadHoweverTheyAreSent(String field, Integer beds) {
        assertEquals(beds, listing(field).dimensions().beds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "\"1E+999999999\"", "\"1E-999999999\"", "-5", "\"12,5,00.0.1\"", "{}"})
    void absurdNumbersAreAbsentAndCostNothing(String number) {
        for (var field : List.of("LotSizeAcres", "LotSizeSquareFeet", "LivingArea", "Latitude", "TaxAnnualAmount"))
            assertEquals(
                    "", listing("\"" + field + "\": " + number).dimensions().lotText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `"BathroomsTotalInteger": 3` | 3
            `"BathroomsFull": 2, "BathroomsHalf": 1, "BathroomsTotalInteger": 3` | 2.5
            `"BathroomsFull": 2, "BathroomsHalf": 0` | 2
            `"BathroomsTotalDecimal": 2.5` | 2
            `"BathroomsFull": null, "BathroomsHalf": "1"` | ``
            """)
    void bathroomsReadAsPeopleSayThem(String fields, String text) {
        assertEquals(text, listing(fields).dimensions().bathsText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `"LotSizeAcres": 0.17` | 7,410 sq ft
            `"LotSizeAcres": 1` | 1 acre
            `"LotSizeAcres": "2.50"` | 2.5 acres
            `"LotSizeSquareFeet": 43560` | 1 acre
            `"LotSizeAcres": 0` | ``
            `"LotSizeArea": 2.5, "LotSizeUnits": "Acres"` | 2.5 acres
            `"LotSizeArea": 2, "LotSizeUnits": "Hectares"` | 4.94 acres
            `"LotSizeArea": 800, "LotSizeUnits": "SquareMeters"` | 8,610 sq ft
            `"LotSizeArea": "7,410", "LotSizeUnits": "Sq. Ft."` | 7,410 sq ft
            `"LotSizeArea": 90` | ``
            `"LotSizeArea": 90, "LotSizeUnits": "Front Feet"` | ``
            `"LotSizeArea": 90, "LotSizeUnits": "Meters"` | ``
            `"LotSizeAcres": 1, "LotSizeArea": 4046.86, "LotSizeUnits": "Square Meters"` | 1 acre
            """)
    void lotsAreToldInTheirUnit(String fields, String text) {
        assertEquals(text, listing(fields).dimensions().lotText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `"LivingArea": 1840.9` | 1,840 | $285
            `"LivingArea": 1840, "LivingAreaUnits": "Square Feet"` | 1,840 | $285
            `"LivingArea": 171, "LivingAreaUnits": "Square Meters"` | 1,841 | $285
            `"LivingArea": 171, "LivingAreaUnits": "square_meters"` | 1,841 | $285
            `"LivingArea": 1840, "LivingAreaUnits": "Tatami"` | `` | ``
            `"LivingArea": -171, "LivingAreaUnits": "Square Meters"` | `` | ``
            """)
    void livingAreasAreReadInTheUnitTheyAreSentIn(String fields, String squareFeet, String perSquareFoot) {
        var listing = listing(fields);
        assertEquals(squareFeet, listing.dimensions().livingAreaText());
        assertEquals(perSquareFoot, listing.pricePerSquareFoot().orElse(""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `"StreetDirPrefix": "SE", "UnitNumber": "3"` | 12 SE Main St #3
            `"StreetDirSuffix": "N", "UnitNumber": "Unit B"` | 12 Main St N Unit B
            `"StreetName": null, "UnparsedAddress": "7 Elm Rd, Portland, OR"` | 7 Elm Rd
            `"StreetName": null` | Address not given
            `"StreetName": "Señor’s"` | 12 Señor’s St
            """)
    void streetsAreAssembled(String fields, String line) {
        assertEquals(line, listing(fields).address().line());
    }

    @Test
    void pricesTellTheirCutAndRentsTheirPeriod() {
        assertEquals(25_000, listing("\"PreviousListPrice\": 550000").price().cut());
        assertEquals(0, listing("\"PreviousListPrice\": 500000").price().cut());
        assertEquals(
                75_000, listing("\"OriginalListPrice\": \"600,000\"").price().cut());
        assertEquals(
                "$2,450 a month",
                listing("\"PropertyType\": \"Residential Lease\", \"ListPrice\": 2450")
                        .price()
                        .text());
    }

    @Test
    void markupAndTextTricksStayText() {
        var remarks = listing("\"PublicRemarks\": \"<b>Sunny</b>\\u202E evil\\u0007 & <script>alert(1)</script>\"")
                .remarks();
        assertEquals("<b>Sunny</b> evil & <script>alert(1)</script>", remarks);
    }

    @Test
    void enumerationsReadAsPeopleSayThemInBothShapes() {
        var fromArray = listing("\"Flooring\": [\"HardwoodFloors\", \"Tile\", null, \"********\"]");
        var fromString = listing("\"Flooring\": \"HardwoodFloors,Tile\"");
        assertEquals(fromArray.facts(), fromString.facts());
        assertEquals(
                "Hardwood Floors, Tile", fromArray.facts().get(0).facts().get(0).value());
    }

    @Test
    void thePreferredPhotoComesFirstAndOnlyPublicPhotosCount() {
        var photos = listing("""
                "Media": [
                  {"MediaKey": "p", "MediaCategory": "Floor Plan", "MediaURL": "https://photos.example.com/plan.png", "Order": 0},
                  {"MediaKey": "b", "MediaCategory": "Photo", "MediaURL": "https://photos.example.com/b.jpg", "Order": 2},
                  {"MediaKey": "a", "MediaCategory": "Photo", "MediaURL": "http://photos.example.com/a.jpg", "Order": 1, "ShortDescription": "Kitchen"},
                  {"MediaKey": "x", "MediaCategory": "Photo", "MediaURL": "https://photos.example.com/x.jpg", "Order": 0, "Permission": ["Private"]},
                  {"MediaKey": "l", "MediaCategory": "Photo", "MediaURL": "https://photos.example.com/lead.jpg", "Order": 9, "PreferredPhotoYN": true},
                  {"MediaKey": "j", "MediaCategory": "Photo", "MediaURL": "javascript:alert(1)", "Order": 3},
                  {"MediaKey": "n", "MediaCategory": "Photo", "MediaURL": "http://10.0.0.7/n.jpg", "Order": 3},
                  {"MediaKey": "m", "MediaCategory": "Photo", "MediaURL": null, "Order": 3},
                  "nonsense"]""");
        assertEquals(
                List.of(
                        "https://photos.example.com/lead.jpg",
                        "https://photos.example.com/a.jpg",
                        "https://photos.example.com/b.jpg"),
                photos.photos().stream().map(Photo::url).toList());
        assertEquals("Photo 2 of 3: Kitchen", photos.photoAlt(2));
        assertEquals(
                List.of(new MediaLink(MediaLink.Kind.FLOOR_PLAN, "https://photos.example.com/plan.png")),
                photos.mediaLinks());
    }

    @Test
    void photosOfTheFeedsOwnOriginComeThroughThisSite() {
        var listing = listing(
                "\"Media\": [{\"MediaCategory\": \"Photo\", \"MediaURL\": \"http://127.0.0.1:8090/photos/1/2.jpg\"}]");
        assertTrue(listing.photos().get(0).url().matches("/media/[\\w-]{12}/photos/1/2\\.jpg"));
    }

    @Test
    void openHousesAreThePublicOnesToCome() {
        var listing = listing("""
                "OpenHouses": [
                  {"OpenHouseKey": "3", "OpenHouseStartTime": "2026-03-08T21:00:00Z", "OpenHouseEndTime": "2026-03-08T23:00:00Z", "OpenHouseType": "Public"},
                  {"OpenHouseKey": "1", "OpenHouseStartTime": "2026-03-01T11:00:00Z", "OpenHouseEndTime": "2026-03-01T12:00:00Z"},
                  {"OpenHouseKey": "2", "OpenHouseStartTime": "2026-03-02T20:00:00-08:00", "OpenHouseEndTime": "2026-03-02T22:00:00-08:00"},
                  {"OpenHouseKey": "4", "OpenHouseStartTime": "2026-03-02T20:00:00Z", "OpenHouseEndTime": "2026-03-02T22:00:00Z", "OpenHouseType": "Broker"},
                  {"OpenHouseKey": "5", "OpenHouseStartTime": "2026-03-02T20:00:00Z", "OpenHouseEndTime": "2026-03-02T22:00:00Z", "OpenHouseStatus": "Canceled"},
                  {"OpenHouseKey": "6", "OpenHouseStartTime": "soon", "OpenHouseEndTime": "later"},
                  {"OpenHouseKey": "7", "OpenHouseStartTime": "2027-03-02T20:00:00Z", "OpenHouseEndTime": "2027-03-02T22:00:00Z"}]""");
        assertEquals(
                List.of("2", "3"),
                listing.openHouses().stream().map(OpenHouse::openHouseKey).toList());
        // Across the start of daylight saving time (March 8, 2026).
        assertEquals("Monday, March 2", listing.openHouses().get(0).dayText());
        assertTrue(
                listing.openHouses().get(1).hoursText().startsWith("2:00"),
                listing.openHouses().get(1).hoursText());
    }

    @Test
    void whatIsNotAllowedNeverEntersTheListing() {
        var listing = listing(
                "\"PrivateRemarks\": \"gate 4711\"",
                "\"OwnerName\": \"Jane Doe\"",
                "\"BuyerAgencyCompensation\": \"2.5\"",
                "\"ShowingInstructions\": \"call Jane\"");
        for (var secret : List.of("4711", "Jane", "2.5"))
            assertFalse(listing.toString().contains(secret));
    }

    @Test
    void coordinatesMustBeOnEarth() {
        assertNull(listing("\"Latitude\": 0, \"Longitude\": 0").location());
        assertNull(listing("\"Latitude\": 455, \"Longitude\": -122").location());
        assertNull(listing("\"Latitude\": 45.5").location());
        assertEquals(
                "45.5",
                listing("\"Latitude\": \"45.5\", \"Longitude\": -122.6")
                        .location()
                        .latitude()
                        .toPlainString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            https://photos.example.com/a.jpg | https://photos.example.com/a.jpg
            http://photos.example.com/a.jpg?x=1 | https://photos.example.com/a.jpg?x=1
            http://127.0.0.1:8090/photos/1/1.jpg | /media/photos/1/1.jpg
            http://127.0.0.1:9999/photos/1/1.jpg | -
            http://localhost/a.jpg | -
            http://[::1]/a.jpg | -
            http://169.254.169.254/latest/meta-data | -
            https://user:secret@photos.example.com/a.jpg | -
            ftp://photos.example.com/a.jpg | -
            data:image/png;base64,AAAA | -
            //photos.example.com/a.jpg | -
            nonsense | -
            """)
    void onlyPublicAddressesReachVisitors(String mediaUrl, String url) {
        var urls = TestPhotoUrls.on("http://127.0.0.1:8090/Reso/OData/", List.of());
        assertEquals(
                Optional.ofNullable(url),
                urls.publicUrl(mediaUrl).map(link -> link.replaceFirst("^/media/[\\w-]{12}/", "/media/")));
    }

    @Test
    void photosOfAWithheldHomeTellNothingOfItsPlace() {
        var json = """
                "InternetAddressDisplayYN": false, "VirtualTourURLUnbranded": "https://tours.example.com/12-main-st",
                "Media": [
                {"MediaCategory": "Photo", "Order": 1, "MediaURL": "https://photos.example.com/12-main-st/front.jpg?w=9",
                 "ShortDescription": "12 Main Street from the corner"},
                {"MediaCategory": "Photo", "Order": 2, "MediaURL": "http://127.0.0.1:8090/photos/12-main-st-2.jpg",
                 "ShortDescription": "Kitchen, the island"},
                {"MediaCategory": "Photo", "Order": 3, "MediaURL": "https://photos.example.com:8443/12-main-st.jpg"},
                {"MediaCategory": "Photo", "Order": 4, "MediaURL": "https://127.0.0.1/12-main-st.jpg"},
                {"MediaCategory": "Floor Plan", "MediaURL": "https://photos.example.com/12-main-st-plan.PNG"},
                {"MediaCategory": "Floor Plan", "MediaURL": "https://photos.example.com/12-main-st-plan.pdf"},
                {"MediaCategory": "Video", "MediaURL": "https://youtu.be/12mainst"},
                {"MediaCategory": "Unbranded Virtual Tour", "MediaURL": "https://tours.example.com/12-main-st"}]""";
        var listing = parser.parse(record(json), NAMES).orElseThrow();
        assertEquals(2, listing.photos().size());
        var links = TestPhotoUrls.links("http://127.0.0.1:8090/Reso/OData/");
        for (var photo : listing.photos())
            for (var link : Stream.concat(Stream.of(photo.url()), photo.sizes().values().stream())
                    .toList()) {
                assertTrue(link.matches("/media/~[\\w-]+\\.jpg"), link);
                assertTrue(links.picture(link).orElseThrow().withheld());
            }
        assertEquals(
                "https://photos.example.com/12-main-st/front.jpg?w=9",
                links.picture(listing.photos().get(0).url()).orElseThrow().url().toString());
        assertEquals(null, listing.photos().get(0).caption());
        assertEquals("Kitchen, the island", listing.photos().get(1).caption());
        // Plans are printed with the address as often as not.
        assertEquals(List.of(), listing.mediaLinks());
        // The same home with its address shown.
        var shown = parser.parse(record(json.replace("false", "true")), NAMES).orElseThrow();
        assertEquals(
                "https://photos.example.com/12-main-st/front.jpg?w=9",
                shown.photos().get(0).url());
        assertEquals("12 Main Street from the corner", shown.photos().get(0).caption());
        assertEquals(4, shown.mediaLinks().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Kitchen | true
            Primary bedroom with walk-in closet, 2nd floor | true
            Living room (demonstration render) | true
            12 Main St | false
            Kitchen at 12 Main | false
            Corner of Main and Oak | false
            45.5231, -122.6765 | false
            The Smith residence | false
            Kitchen 9 7 2 1 4 | false
            Cocina | false
            """)
    void onlyWordsForRoomsCaptionAWithheldHome(String caption, boolean shown) {
        assertEquals(shown, PlainCaption.is(caption));
    }

    /** Widths of what Spark's host makes of a photo: it fits it into boxes such as 640x480 and enlarges none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            4000 | 3000 | 320 640 800 1024 1280 1600 2048
            1000 | 667 | 320 640 800 1000
            640 | 480 | 320 640
            200 | 150 | 200
            3000 | 4000 | 180 360 450 576 768 900 1200
            0 | 0 | 320 640 800 1024 1280 1600 2048
            - | - | 320 640 800 1024 1280 1600 2048
            """)
    void widthsThatAreAnnouncedAreThoseThatThePhotoComesIn(String width, String height, String announced) {
        var spark = MlsProfiles.load("northstar");
        var onSpark = new PropertyParser(
                spark, TestPhotoUrls.on("https://sparkapi.com/", spark.photoResizes()), new TestClock());
        var media = "\"Media\": [{\"MediaCategory\": \"Photo\", \"ImageWidth\": " + width + ", \"ImageHeight\": "
                + height + ", \"MediaURL\": \"https://cdn.photos.sparkplatform.com/mls/1-o.jpg\"}]";
        var listing = onSpark.parse(record(media), NAMES).orElseThrow();
        var sizes = listing.photos().get(0).sizes();
        assertEquals(announced, sizes.keySet().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        assertEquals("https://cdn.resize.sparkplatform.com/mls/320x240/true/1-o.jpg", sizes.get(sizes.firstKey()));
    }
}
