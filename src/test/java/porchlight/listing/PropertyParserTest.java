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
import org.unbescape.html.HtmlEscape;
import porchlight.harness.TestClock;

/** Records as RESO servers actually send them. */
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
            It is 12%20N%20E%20Main%20St, fine            | It is [address withheld], fine
            It is 12%2520Ma%2569n%2520St, fine            | It is [address withheld], fine
            It is 12+Main+St, fine                        | It is [address withheld], fine
            It is 12&amp;nbsp;M&amp;#97;in&amp;#x20;St!   | It is [address withheld]!
            It is １２ Ｍａｉｎ Ｓｔ, fine                      | It is [address withheld], fine
            3½ baths, 100%, Q&amp;A, R&D 50%off           | 3½ baths, 100%, Q&A, R&D 50%off
            """)
    void remarksLoseAWithheldAddress(String remarks, String shown) {
        var record = record("\"InternetAddressDisplayYN\": false", "\"UnitNumber\": \"7B\"");
        record.put("PublicRemarks", remarks);
        assertEquals(shown, parse(record).orElseThrow().remarks());
        record.put("InternetAddressDisplayYN", true);
        assertEquals(
                HtmlEscape.unescapeHtml(remarks), parse(record).orElseThrow().remarks());
    }

    /** An office may share its name with the street, but must not spell out the address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "12590%20N%20E%20Mc%20Wybthorpe%20Ct",
                "12590%2520NE%2520McWybthorpe%2520Ct",
                "12590+N.+E.+McWybthorpe+Ct",
                "12590%20%4dc%57ybthorpe",
                "NE Mc&amp;nbsp;Wyb&amp;#116;horpe Ct",
                "NE Mc&amp;amp;nbsp;Wybthorpe Ct",
                "ＮＥ ＭｃＷｙｂｔｈｏｒｐｅ Ｃｔ",
                "NE McWyb\u00ADthorpe Ct",
                "N%C3%89 McWybthorp%C3%A9 Ct",
                "N%C9 McWybthorp%E9 Ct"
            })
    void noOfficeSpellsAWithheldAddress(String office) {
        var record = record(
                "\"InternetAddressDisplayYN\": false",
                "\"StreetNumber\": \"12590\", \"StreetDirPrefix\": \"NE\", \"StreetName\": \"McWybthorpe\"",
                "\"StreetSuffix\": \"Ct\"");
        for (var shown : List.of("Wybthorpe Realty", "McWybthorpe & Partners", "100% Realty")) {
            record.put("ListOfficeName", shown);
            assertTrue(parse(record).orElseThrow().toString().contains(shown), shown);
        }
        record.put("ListOfficeName", office).put("SubdivisionName", office);
        assertFalse(parse(record).map(Object::toString).orElse("").contains(HtmlEscape.unescapeHtml(office)));
    }

    @Test
    void noTextOfAHomeTellsItsWithheldAddress() {
        var address = "7822 Northeast Jarrett Street";
        var listing = listing(
                "\"InternetAddressDisplayYN\": false",
                "\"StreetNumber\": \"7822\", \"StreetDirPrefix\": \"NE\", \"StreetName\": \"Jarrett\"",
                "\"Directions\": \"North on 42nd\", \"BuildingName\": \"The Arms\", \"LotSizeDimensions\": \"50x100\"",
                "\"SubdivisionName\": \"Jarrett Park\", \"MLSAreaMajor\": \"" + address + "\", \"Zoning\": \"R5\"",
                "\"InteriorFeatures\": [\"" + address + "\", \"Granite\"], \"Disclaimer\": \"" + address + "\"",
                "\"ListOfficeName\": \"Jarrett Realty\", \"ListAgentFullName\": \"" + address + "\"",
                "\"Rooms\": [{\"RoomType\": \"Kitchen\", \"RoomDescription\": \"Faces Jarrett, cozy\"}]",
                "\"OpenHouses\": [{\"OpenHouseKey\": \"1\", \"OpenHouseStartTime\": \"2026-03-07T18:00:00Z\","
                        + " \"OpenHouseEndTime\": \"2026-03-07T20:00:00Z\", \"OpenHouseRemarks\": \"Park at " + address
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

    @Test
    void theKeyStandsInForAMissingNumber() {
        assertEquals(
                "20260101120000123456000000", listing("\"ListingId\": null").listingId());
        assertEquals(
                "20260101120000123456000000", listing("\"ListingId\": \"  \"").listingId());
        assertEquals(
                "AB/1 &amp; 2",
                listing("\"ListingKey\": \"AB/1 &amp; 2\", \"ListingId\": null").listingId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ListingKey", "ListPrice", "StandardStatus"})
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
        assertEquals("Address withheld at seller’s request", listing.address().line());
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
            `"LotSizeAcres": 0.17` | 0.17 acres
            `"LotSizeAcres": 1` | 1 acre
            `"LotSizeAcres": "2.50"` | 2.5 acres
            `"LotSizeSquareFeet": 43560` | 1 acre
            `"LotSizeAcres": 0` | ``
            `"LotSizeArea": 2.5, "LotSizeUnits": "Acres"` | 2.5 acres
            `"LotSizeArea": 2, "LotSizeUnits": "Hectares"` | 4.94 acres
            `"LotSizeArea": 800, "LotSizeUnits": "SquareMeters"` | 8,611 sq ft
            `"LotSizeArea": "7,410", "LotSizeUnits": "Sq. Ft."` | 7,410 sq ft
            `"LotSizeArea": 90` | ``
            `"LotSizeArea": 90, "LotSizeUnits": "Front Feet"` | ``
            `"LotSizeArea": 90, "LotSizeUnits": "Meters"` | ``
            `"LotSizeAcres": 1, "LotSizeArea": 4046.86, "LotSizeUnits": "Square Meters"` | 1 acre
            """)
    void lotsAreShownInTheirUnit(String fields, String text) {
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
            `"StreetName": null` | Address not provided
            `"StreetName": "Señor’s"` | 12 Señor’s St
            `"UnitNumber": "Ste 200"` | 12 Main St Ste 200
            `"UnitNumber": "Lot 7"` | 12 Main St Lot 7
            `"UnitNumber": "Bldg C"` | 12 Main St Bldg C
            `"UnitNumber": "Apt. 5"` | 12 Main St Apt. 5
            `"UnitNumber": "APT5"` | 12 Main St APT5
            `"UnitNumber": "# 5"` | 12 Main St # 5
            `"UnitNumber": "Lower"` | 12 Main St Lower
            `"UnitNumber": "B"` | 12 Main St #B
            `"UnitNumber": "0"` | 12 Main St
            `"UnitNumber": "N/A"` | 12 Main St
            `"StreetNumber": "0", "StreetDirPrefix": "NW", "StreetName": "Saltzman", "StreetSuffix": "Rd"` | NW Saltzman Rd
            `"StreetName": "Jarrett St"` | 12 Jarrett St
            `"StreetName": "Jarrett Street"` | 12 Jarrett Street
            `"StreetName": "Jarrett ST", "StreetSuffix": "Street"` | 12 Jarrett ST
            `"StreetName": "NE Jarrett", "StreetDirPrefix": "NE"` | 12 NE Jarrett St
            `"StreetName": "12 NE Jarrett St", "StreetDirPrefix": "NE"` | 12 NE Jarrett St
            `"StreetName": "12 NE Jarrett St, Portland, OR 97211", "StreetDirPrefix": "NE"` | 12 NE Jarrett St
            `"StreetName": "Street"` | 12 Street St
            `"StreetNumber": "5926 1/2"` | 5926 1/2 Main St
            `"StreetName": null, "StreetNumber": null, "UnparsedAddress": "4711 SE Main St, Unit 7, Portland, OR"` | 4711 SE Main St Unit 7
            `"StreetName": null, "UnitNumber": "Ste 4", "UnparsedAddress": "4711 SE Main St, Portland, OR"` | 4711 SE Main St Ste 4
            `"StreetName": null, "UnitNumber": "4", "UnparsedAddress": "4711 SE Main St #4, Portland, OR"` | 4711 SE Main St #4
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
                "$2,450/mo",
                listing(
                                "\"PropertyType\": \"Residential Lease\", \"ListPrice\": 2450, \"LeaseAmountFrequency\": \"Monthly\"")
                        .price()
                        .text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `"LeaseAmountFrequency": "Monthly"` | $4,950/mo
            `"LeaseAmountFrequency": "Per Month"` | $4,950/mo
            `"LeaseAmountFrequency": "Weekly"` | $4,950/wk
            `"LeaseAmountFrequency": "Daily"` | $4,950/day
            `"LeaseAmountFrequency": "Per Night"` | $4,950/day
            `"LeaseAmountFrequency": "Seasonal"` | $4,950/season
            `"LeaseAmountFrequency": "Annually"` | $4,950/yr
            `"LeaseAmountFrequency": "Annual"` | $4,950/yr
            `"LeaseAmountFrequency": "One Time"` | $4,950
            `"LeaseAmountFrequency": null` | $4,950
            `"LeaseAmountFrequency": "Annually Per Sq Ft", "ListPrice": 24.5` | $24.50/sq ft/yr
            `"LeaseAmountFrequency": "$/SF/Month", "ListPrice": 2` | $2/sq ft/mo
            `"LeaseAmountFrequency": "PerSquareFoot", "ListPrice": 24` | $24/sq ft
            """)
    void aRentIsForThePeriodTheFeedTells(String fields, String text) {
        for (var type : List.of("Residential Lease", "Commercial Lease")) {
            var listing = listing("\"ListPrice\": 4950, \"PropertyType\": \"" + type + "\"", fields);
            assertEquals(text, listing.price().text());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `"ListPrice": 604999.99` | $604,999.99
            `"ListPrice": "87810.000000000000000000000000000000"` | $87,810
            `"ListPrice": 4321.5` | $4,321.50
            `"ListPrice": "$1,250,000.00"` | $1,250,000
            `"ListPrice": 1` | Price on request
            `"ListPrice": 999999999` | Price on request
            `"ListPrice": 999999` | $999,999
            """)
    void pricesKeepTheirCents(String fields, String text) {
        assertEquals(text, listing(fields).price().text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `"AssociationFeeFrequency": "Yearly"` | 100 | false
            `"AssociationFeeFrequency": "Annual"` | 100 | false
            `"AssociationFeeFrequency": "Per Year"` | 100 | false
            `"AssociationFeeFrequency": "Annually"` | 100 | false
            `"AssociationFeeFrequency": "Semi-Annually"` | 200 | false
            `"AssociationFeeFrequency": "Semi Annual"` | 200 | false
            `"AssociationFeeFrequency": "Twice a year"` | 200 | false
            `"AssociationFeeFrequency": "Quarterly"` | 400 | false
            `"AssociationFeeFrequency": "Per Quarter"` | 400 | false
            `"AssociationFeeFrequency": "Bi-Monthly"` | 600 | false
            `"AssociationFeeFrequency": "Every other month"` | 600 | false
            `"AssociationFeeFrequency": "Mo."` | 1200 | false
            `"AssociationFeeFrequency": "/month"` | 1200 | false
            `"AssociationFeeFrequency": "SemiMonthly"` | 2400 | false
            `"AssociationFeeFrequency": "Biweekly"` | 2600 | false
            `"AssociationFeeFrequency": "Weekly"` | 5200 | false
            `"AssociationFeeFrequency": "One Time"` | | true
            `"AssociationFeeFrequency": "Every 5 years"` | | true
            `"AssociationFeeFrequency": "See Remarks"` | | true
            `"AssociationFee": 999999999, "AssociationFeeFrequency": "Monthly"` | | false
            `"AssociationFee": null, "AssociationYN": false` | 0 | false
            `"AssociationFeeFrequency": "Annually", "AssociationFee2": 50, "AssociationFee2Frequency": "One Time"` | 100 | true
            """)
    void feesInAnyWordingComeToAMonthOrAreSaidToBeLeftOut(String fields, Long monthly, boolean leftOut) {
        var charges = listing("\"AssociationFee\": 1200", fields).charges();
        assertEquals(monthly, charges.associationMonthly());
        assertEquals(leftOut, charges.associationLeftOut());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `"LotSizeSquareFeet": 10000, "LotSizeAcres": 0.23` | 10,000 sq ft
            `"LotSizeSquareFeet": 2091, "LotSizeAcres": 0.05` | 2,091 sq ft
            `"LotSizeArea": 5000, "LotSizeUnits": "Square Feet", "LotSizeAcres": 0.11` | 5,000 sq ft
            `"LotSizeAcres": 0.02` | 0.02 acres
            `"LotSizeAcres": 0.005` | 0.005 acres
            `"LotSizeSquareFeet": 1` | ``
            `"LotSizeSquareFeet": 87120, "LotSizeAcres": 2` | 2 acres
            """)
    void lotsAreNotMadeOfRoundedAcres(String fields, String text) {
        assertEquals(text, listing(fields).dimensions().lotText());
    }

    @Test
    void whatFillsAFieldIsNoNumber() {
        var listing = listing(
                "\"LivingArea\": 1, \"OriginalListPrice\": 1, \"TaxAnnualAmount\": 999999999, \"YearBuilt\": 9999",
                "\"RoomsTotal\": 9999, \"BuildingAreaTotal\": 1, \"PreviousListPrice\": 99");
        assertNull(listing.dimensions().livingArea());
        assertNull(listing.price().original());
        assertNull(listing.price().previous());
        assertNull(listing.charges().taxAnnual());
        assertNull(listing.dimensions().yearBuilt());
        assertEquals(List.of(), listing.facts());
        for (var year : List.of("0", "1", "2999"))
            assertNull(listing("\"YearBuilt\": " + year).dimensions().yearBuilt());
    }

    @Test
    void halfAGarageIsHalfAGarage() {
        assertEquals("2.5", listing("\"GarageSpaces\": 2.5").dimensions().garageText());
        assertEquals("2", listing("\"GarageSpaces\": \"2.00\"").dimensions().garageText());
        assertEquals("2.5", listing("\"CarportSpaces\": 2.5").fact("CarportSpaces"));
        assertEquals("$1,234.50", listing("\"TaxAnnualAmount\": 1234.5").fact("TaxAnnualAmount"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `Bright &amp; airy; it&#39;s move-in ready` | Bright & airy; it's move-in ready
            `caf&eacute; &#x2014; 5&nbsp;min` | café — 5\u00a0min
            `AT&T fiber &copyright R&D` | AT&T fiber &copyright R&D
            `&amp;lt;b&amp;gt;` | &lt;b&gt;
            `&lt;script&gt;` | <script>
            """)
    void htmlIsDecodedOnce(String sent, String shown) {
        var expected = shown.replace("\\u00a0", "\u00a0");
        var record = record();
        record.put("PublicRemarks", sent)
                .put("ListOfficeName", sent)
                .putArray("Flooring")
                .add(sent);
        var listing = parse(record).orElseThrow();
        assertEquals(expected, listing.remarks());
        assertEquals(expected, listing.attribution().office());
        assertEquals(expected, listing.fact("Flooring"));
    }

    @Test
    void lineBreaksOfHtmlAreLineBreaks() {
        var record = record();
        record.put("PublicRemarks", "One.<br />Two.<BR>\nThree.<p>Four.</p>").put("ListOfficeName", "Smith<br>Sons");
        var listing = parse(record).orElseThrow();
        assertEquals("One.\nTwo.\nThree.\nFour.", listing.remarks());
        assertEquals("Smith Sons", listing.attribution().office());
    }

    @Test
    void onlyAValueOfNothingButAsterisksIsMasked() {
        var remarks = "Charming.\n******** OPEN HOUSE SUNDAY 1-3 ********\nCall.";
        var record = record();
        record.put("PublicRemarks", remarks)
                .put("ListAgentFullName", "*****")
                .put("ListOfficeName", "** Best ** Homes");
        var listing = parse(record).orElseThrow();
        assertEquals(remarks, listing.remarks());
        assertNull(listing.attribution().agent());
        assertEquals("** Best ** Homes", listing.attribution().office());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            WEST LINN  | Oregon | Multnomah County | 97215-1234 | West Linn, OR 97215 | Multnomah
            West Linn  | OR     | MULTNOMAH        | 97215      | West Linn, OR 97215 | Multnomah
            west linn  | or     | Multnomah Co.    | 972151234  | West Linn, OR 97215 | Multnomah
            McMINNVILLE | OR    | DeKalb           | 97128      | McMINNVILLE, OR 97128 | DeKalb
            MCMINNVILLE | OR    | -                | 97128      | McMinnville, OR 97128 | -
            Toronto    | Ontario | -               | m5v2t6     | Toronto, ON M5V 2T6 | -
            COEUR D'ALENE | Idaho | KOOTENAI COUNTY | 83814     | Coeur D'Alene, ID 83814 | Kootenai
            """)
    void placesHaveOneSpelling(String city, String state, String county, String code, String locality, String shown) {
        var record = record();
        record.put("City", city)
                .put("StateOrProvince", state)
                .put("CountyOrParish", county)
                .put("PostalCode", code);
        var address = parse(record).orElseThrow().address();
        assertEquals(locality, address.locality());
        assertEquals(shown, address.county());
    }

    @Test
    void countriesHaveTheirOwnMoney() {
        assertTrue(listing("\"Country\": \"CA\"").address().canadian());
        assertTrue(listing("\"Country\": \"Canada\"").address().canadian());
        assertTrue(listing("\"StateOrProvince\": \"Alberta\"").address().canadian());
        assertFalse(listing("\"StateOrProvince\": \"CA\"").address().canadian());
        assertFalse(listing("\"Country\": \"US\"").address().canadian());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `"OpenHouseType": "Public Open House"` | true
            `"OpenHouseType": "In Person"` | true
            `"OpenHouseType": "Open House"` | true
            `"OpenHouseType": null` | true
            `"OpenHouseType": "Private"` | false
            `"OpenHouseType": "Broker Open"` | false
            `"OpenHouseType": "Office Tour"` | false
            `"OpenHouseStatus": "Active"` | true
            `"OpenHouseStatus": "Scheduled"` | true
            `"OpenHouseStatus": "Cancelled"` | false
            `"OpenHouseStatus": "Ended"` | false
            """)
    void openHousesOfAnyTypeAreShownUnlessTheyArePrivate(String fields, boolean shown) {
        var listing =
                listing("\"OpenHouses\": [{\"OpenHouseKey\": \"1\", \"OpenHouseStartTime\": \"2026-03-07T13:00:00\","
                        + " \"OpenHouseEndTime\": \"2026-03-07 15:00:00\", " + fields + "}]");
        assertEquals(shown ? 1 : 0, listing.openHouses().size());
        // A time without an offset is in the MLS's time zone.
        if (shown)
            assertEquals("1:00 PM to 3:00 PM", listing.openHouses().get(0).hoursText());
    }

    @Test
    void aTimeOfDayIsOnTheDayOfTheOpenHouse() {
        var openHouse = listing("\"OpenHouses\": [{\"OpenHouseKey\": \"1\", \"OpenHouseDate\": \"2026-03-07\","
                        + " \"OpenHouseStartTime\": \"13:00:00\", \"OpenHouseEndTime\": \"15:00\"}]")
                .openHouses()
                .get(0);
        assertEquals("Saturday, March 7", openHouse.dayText());
        assertEquals("1:00 PM to 3:00 PM", openHouse.hoursText());
    }

    @Test
    void mediaOfAnyWordingIsShownOnce() {
        var listing = listing("""
                "VirtualTourURLUnbranded": "www.example-tours.com/tour/123",
                "Media": [
                {"MediaCategory": "Property Photo", "Order": 3, "MediaURL": "https://photos.example.com/3.jpg"},
                {"MediaCategory": "photo", "Order": 2, "MediaURL": "http://photos.example.com/2.jpg"},
                {"MediaCategory": "photo", "Order": 2, "MediaURL": "http://photos.example.com/2.jpg"},
                {"MediaType": "image/jpeg", "Order": 4, "MediaURL": "https://photos.example.com/4.jpg"},
                {"MediaCategory": "Agent Photo", "Order": 1, "MediaURL": "https://photos.example.com/agent.jpg"},
                {"MediaCategory": "Document", "Order": 1, "MediaURL": "https://photos.example.com/form.pdf"},
                {"MediaCategory": "Branded Virtual Tour", "MediaURL": "https://tours.example.com/agent"},
                {"MediaCategory": "FLOOR_PLAN", "MediaURL": "https://photos.example.com/plan.png"},
                {"MediaCategory": "UnbrandedVirtualTour", "MediaURL": "tours.example.com/7"}]""");
        assertEquals(
                List.of(
                        "https://photos.example.com/2.jpg",
                        "https://photos.example.com/3.jpg",
                        "https://photos.example.com/4.jpg"),
                listing.photos().stream().map(Photo::url).toList());
        assertEquals(
                List.of(
                        "https://photos.example.com/plan.png",
                        "https://tours.example.com/7",
                        "https://www.example-tours.com/tour/123"),
                listing.mediaLinks().stream().map(MediaLink::url).toList());
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
        // Plans often have the address printed on them.
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

    /**
     * Widths of the photos that Spark's host delivers: it fits a photo into boxes such as 640x480
     * and never enlarges it.
     */
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

    /** Otherwise someone could guess streets until the home turned up. */
    @Test
    void theWordsOfADescriptionAreThoseOfItsPage() {
        var told = "\"PublicRemarks\": \"A deck at 4711 Quokka St.\"";
        var street = "\"StreetNumber\": \"4711\", \"StreetName\": \"Quokka\"";
        assertEquals("A deck at 4711 Quokka St.", parser.remarks(record(told, street)));
        var hidden = parser.remarks(record(told, street, "\"InternetAddressDisplayYN\": false"));
        assertEquals("A deck at  .", hidden);
        assertNull(parser.remarks(record()));
    }
}
