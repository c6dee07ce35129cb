package porchlight.demomls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.town.Gallery;
import porchlight.demomls.town.Market;
import porchlight.demomls.town.Photos;
import porchlight.demomls.town.Place;
import porchlight.demomls.town.Renders;
import porchlight.photo.PhotoFormat;

/** What the pictures of the demo market show, and how they are served. */
class MarketPicturesTest {
    private static final int SIZE = 240;
    private static final Market market =
            Market.of(SIZE, 20_261_123L, Instant.parse("2026-11-24T18:00:00Z"), "http://127.0.0.1:1");
    private static final HttpClient http = HttpClient.newHttpClient();
    private static DemoMls mls;

    @BeforeAll
    static void start() {
        mls = DemoMls.start(DemoOptions.standard().listings(40));
    }

    @AfterAll
    static void stop() {
        mls.close();
    }

    private static List<JsonNode> photos(int number) {
        return photos(market, number);
    }

    private static List<JsonNode> photos(Market market, int number) {
        var photos = new ArrayList<JsonNode>();
        for (var media : market.media(number))
            if (media.path("MediaCategory").asText().equals("Photo")
                    && !media.path("MediaURL").asText().contains("private")) photos.add(media);
        photos.sort(Comparator.comparingInt(photo -> photo.path("Order").asInt()));
        return photos;
    }

    /** The picture with its crop, side, and light, without the listing's number. */
    private static String shown(JsonNode photo) {
        return photo.path("MediaKey").asText().substring(0, 8);
    }

    private static String picture(JsonNode photo) {
        return Renders.name(Integer.parseInt(photo.path("MediaKey").asText().substring(1, 4)));
    }

    @Test
    void noTwoHomesOfTheMarketLeadWithTheSamePicture() {
        var all = Market.of(2_400, 20_261_123L, Instant.parse("2026-11-24T18:00:00Z"), "http://127.0.0.1:1");
        var shown = new HashMap<String, Integer>();
        for (int number = 0; number < all.size(); number++) {
            var photos = photos(all, number);
            if (photos.isEmpty()) continue;
            var other = shown.put(shown(photos.get(0)), number);
            assertNull(other, "listings " + other + " and " + number + " show the same picture in the same way");
        }
        assertTrue(shown.size() > 2_300);
    }

    @Test
    void neighborsInTheOrderOfTheMarketShowOtherPictures() {
        var newest = IntStream.range(0, SIZE)
                .boxed()
                .filter(number -> !photos(number).isEmpty())
                .sorted(Comparator.comparing(
                        (Integer number) ->
                                market.property(number).path("OnMarketDate").asText(),
                        Comparator.reverseOrder()))
                .toList();
        for (int at = 0; at + 6 <= newest.size(); at++) {
            var shown = new HashSet<String>();
            for (int number : newest.subList(at, at + 6))
                assertTrue(shown.add(picture(photos(number).get(0))), "listing " + number + " repeats a picture");
        }
    }

    /** Pages as the site requests them: what is listed by default, as far as one search goes. */
    @Test
    void noPageOfResultsShowsAPictureTwice() throws Exception {
        var listed =
                "StandardStatus eq 'Active' and PropertyType ne 'Residential Lease' and PropertyType ne 'Commercial"
                        + " Lease' and InternetEntireListingDisplayYN ne false and DelayedMarketingYN ne true and ApprovalStatus ne"
                        + " false";
        var repeated = new ArrayList<String>();
        try (var whole = DemoMls.start(DemoOptions.standard())) {
            for (var order :
                    List.of("OnMarketDate desc", "ListPrice", "ListPrice desc", "LivingArea desc", "YearBuilt desc")) {
                for (int page = 0; page < 21; page++) {
                    var rows = read(
                                    whole,
                                    "Property?$top=24&$skip=" + page * 24 + "&$select=ListingId&$orderby=" + order
                                            + ",ListingKey&$filter=" + listed
                                            + "&$expand=Media($filter=PreferredPhotoYN eq true;$select=MediaKey,MediaURL)")
                            .path("value");
                    assertEquals(24, rows.size());
                    var pictures = new HashSet<String>();
                    var bytes = new HashSet<String>();
                    for (var row : rows) {
                        if (row.path("Media").isEmpty()) continue;
                        var photo = row.path("Media").get(0);
                        var url =
                                photo.path("MediaURL").asText().replace("/photos/rose/", "/resize/rose/160x160/true/");
                        var description =
                                order + ", page " + (page + 1) + ": " + row.path("ListingId") + " shows " + seen(photo);
                        if (!pictures.add(seen(photo))) repeated.add(description);
                        if (!bytes.add(new String(get(url, "image/jpeg").body(), StandardCharsets.ISO_8859_1)))
                            repeated.add(description + " in the same bytes");
                    }
                }
            }
        }
        assertEquals(List.of(), repeated);
    }

    /**
     * What makes a picture recognizably different: the house and its side, its mirroring, and the
     * part if it is one.
     */
    private static String seen(JsonNode photo) {
        var id = photo.path("MediaKey").asText();
        var view = Integer.parseInt(id.substring(5, 7));
        return picture(photo)
                + (id.charAt(4) == '1' ? " mirrored" : "")
                + (Photos.isWhole(view) ? "" : " part " + view);
    }

    @Test
    void eachHouseIsSeenFromBothSides() {
        for (int number = 0; number < SIZE; number++) {
            var photos = photos(number);
            var row = market.property(number);
            if (photos.size() < 6 || row.path("PropertyType").asText().equals("Land")) continue;
            var fronts = photos.stream()
                    .map(MarketPicturesTest::picture)
                    .filter(picture -> Renders.file(picture).startsWith("exterior/"))
                    .distinct()
                    .sorted()
                    .toList();
            assertEquals(2, fronts.size(), "listing " + number + ": " + fronts);
            assertEquals(fronts.get(0) + "-other", fronts.get(1));
        }
    }

    @Test
    void landIsShownAsTheRecordTellsOfIt() {
        var kinds = new HashSet<String>();
        var all = Market.of(2_400, 20_261_123L, Instant.parse("2026-11-24T18:00:00Z"), "http://127.0.0.1:1");
        for (int number = 0; number < all.size(); number++) {
            var row = all.property(number);
            var lot = row.path("LotFeatures").toString();
            assertFalse(lot.contains("Level") && lot.contains("Gentle Sloping"), lot);
            assertFalse(lot.contains("Corner Lot") && lot.contains("Cul-De-Sac"), lot);
            var photos = photos(all, number);
            if (photos.isEmpty() || !row.path("PropertyType").asText().equals("Land")) continue;
            var kind = Renders.style(picture(photos.get(0)));
            kinds.add(kind);
            assertEquals(row.path("WaterfrontYN").asBoolean(), kind.equals("river"), "listing " + number);
            if (!kind.equals("river"))
                assertEquals(row.path("LotSizeAcres").asDouble() < .6, kind.equals("lot"), "listing " + number);
            var plants = row.path("Vegetation").get(0).asText();
            assertEquals(kind.equals("woods"), plants.equals("Wooded"), plants);
            assertFalse(lot.contains("Level") && kind.equals("hillside"));
            var remarks = row.path("PublicRemarks").asText();
            if (kind.equals("woods")) assertTrue(remarks.contains("trees") || remarks.isEmpty(), remarks);
            else assertFalse(remarks.contains("gravel track"), remarks);
        }
        assertEquals(Set.of("lot", "meadow", "woods", "hillside", "river"), kinds);
    }

    @Test
    void captionTellsOfTheCityOnlyWhereTheRecordHasTheView() {
        var seen = new HashSet<Boolean>();
        for (int number = 0; number < SIZE; number++) {
            var view = market.property(number).path("View").toString().contains("City");
            var stacked = List.of("Condominium", "Apartment")
                    .contains(market.property(number).path("PropertySubType").asText());
            for (var photo : photos(number)) {
                var caption = photo.path("ShortDescription").asText();
                if (picture(photo).contains("-city-")) assertTrue(stacked, picture(photo));
                if (!caption.contains("city")) continue;
                assertTrue(view && picture(photo).contains("-city-"), caption);
                seen.add(caption.startsWith("Living room"));
            }
        }
        assertEquals(Set.of(true, false), seen);
    }

    @Test
    void noUpperFlatHasAGardenBeforeItsWindows() {
        // Windows take up the left third of kitchen and bath pictures, and two fifths of all other
        // rooms.
        var narrow = List.of("kitchen", "bathroom");
        var whole = Market.of(2_400, 20_261_123L, Instant.parse("2026-11-24T18:00:00Z"), "");
        var seen = new HashMap<String, Integer>();
        for (int number = 0; number < whole.size(); number++) {
            var unit = whole.property(number).path("UnitNumber").asText("");
            if (!unit.matches("\\d{3}")) continue;
            for (var photo : photos(whole, number)) {
                var picture = picture(photo);
                if (!Renders.file(picture).startsWith("interior/")) continue;
                var view = Integer.parseInt(photo.path("MediaKey").asText().substring(5, 7));
                var city = picture.contains("-city-");
                if (unit.startsWith("1")) assertFalse(city, "a city below the ground floor of " + number);
                else if (!city)
                    assertTrue(
                            Photos.left(view) >= (narrow.contains(picture.replaceAll("-.*", "")) ? .33 : .4),
                            picture + " with its window in " + number);
                seen.merge(unit.startsWith("1") ? "ground" : city ? "city" : "beside", 1, Integer::sum);
            }
        }
        assertEquals(3, seen.size(), seen.toString());
    }

    @Test
    void buildingsAreOfTheirTimeAndStandInTheStreetsThatPicturesShow() {
        var rural = Place.all().stream()
                .filter(Place::isRural)
                .map(Place::subdivision)
                .toList();
        var seen = new HashSet<String>();
        var whole = Market.of(1_200, 20_261_123L, Instant.parse("2026-11-24T18:00:00Z"), "");
        for (int number = 0; number < whole.size(); number++) {
            var photos = photos(whole, number);
            var row = whole.property(number);
            if (photos.isEmpty() || row.path("PropertyType").asText().equals("Land")) continue;
            var style = Renders.style(picture(photos.get(0)));
            if (!List.of("condo", "duplex", "townhouse").contains(style)) continue;
            seen.add(style);
            assertFalse(rural.contains(row.path("SubdivisionName").asText()), "a " + style + " in the fields");
            if (!style.equals("townhouse")) assertTrue(row.path("YearBuilt").asInt() >= 1962, style);
            if (row.path("PropertySubType").asText().equals("Apartment"))
                assertFalse(row.path("PublicRemarks").asText().contains("condominium"));
        }
        assertEquals(3, seen.size());
    }

    @Test
    void buildingOfSeveralHomesShowsTheRoomsOfOne() {
        var seen = new HashSet<String>();
        var whole = Market.of(1_200, 20_261_123L, Instant.parse("2026-11-24T18:00:00Z"), "");
        for (int number = 0; number < whole.size(); number++) {
            var units = whole.units(number);
            var photos = photos(whole, number);
            if (units.isEmpty() || photos.size() < 8) continue;
            seen.add(whole.property(number).path("PropertySubType").asText());
            for (var photo : photos) {
                var caption = photo.path("ShortDescription").asText();
                assertFalse(caption.startsWith("Primary bathroom"), "each home has one bathroom");
                if (caption.startsWith("Bedroom "))
                    assertTrue(
                            caption.charAt(8) - '0'
                                    <= units.get(0).path("UnitTypeBedsTotal").asInt(),
                            caption);
            }
        }
        assertEquals(Set.of("Duplex", "Triplex", "Quadruplex"), seen);
    }

    @Test
    void recordsAgreeWithThemselves() {
        var whole = Market.of(2_400, 20_261_123L, Instant.parse("2026-11-24T18:00:00Z"), "");
        var kinds = new HashSet<String>();
        for (int number = 0; number < whole.size(); number++) {
            var one = whole.property(number);
            var type = one.path("PropertyType").asText();
            kinds.add(type);
            var remarks = one.path("PublicRemarks").asText();
            if (type.startsWith("Commercial")) {
                assertFalse(one.has("ElementarySchool"), "a school for an office");
                assertTrue(one.path("ParkingTotal").asDouble()
                        <= one.path("LivingArea").asDouble(9_000) / 100);
            }
            if (type.equals("Land")) {
                assertFalse(one.path("Utilities").toString().contains("Connected"), "wires to a meadow");
                assertFalse(one.path("Zoning").asText().equals("EFU") && remarks.contains("sidewalk"), remarks);
            }
            if (type.equals("Residential Lease")) {
                assertFalse(remarks.contains("Pre-inspected"), remarks);
                assertTrue(one.path("AvailabilityDate").asText().compareTo("2026-11-24") > 0);
            }
            if (type.equals("Residential")
                    && one.path("BedroomsTotal").asInt() > 2
                    && one.path("YearBuilt").asInt() >= 1970)
                assertTrue(one.path("BathroomsFull").asInt() > 1, one.path("ListingId") + " has one bath");
        }
        assertEquals(7, kinds.size(), kinds.toString());
    }

    @Test
    void housesAreOpenByDayWheneverTheMarketIsOpened() {
        for (var hour : List.of("08", "13", "18", "23", "03")) {
            var whole = Market.of(1_200, 20_261_123L, Instant.parse("2026-11-24T" + hour + ":00:00Z"), "");
            var seen = 0;
            for (int number = 0; number < whole.size(); number++)
                for (var open : whole.openHouses(number)) {
                    seen++;
                    var type = whole.property(number).path("PropertyType").asText();
                    assertFalse(type.equals("Land") || type.startsWith("Commercial"), type);
                    var start = Instant.parse(open.path("OpenHouseStartTime").asText())
                            .atZone(Market.ZONE);
                    var end = Instant.parse(open.path("OpenHouseEndTime").asText())
                            .atZone(Market.ZONE);
                    assertTrue(
                            start.getHour() >= 9 && start.isBefore(end) && end.getHour() <= 20, start + " to " + end);
                    assertEquals(start.toLocalDate(), end.toLocalDate());
                }
            assertTrue(seen > 100, seen + " open houses");
        }
    }

    @Test
    void farmsHaveNoCityAroundTheCorner() {
        var seen = 0;
        var all = Market.of(SIZE * 4, 20_261_123L, Instant.parse("2026-11-24T18:00:00Z"), "");
        for (int number = 0; number < all.size(); number++) {
            var one = all.property(number);
            if (!one.path("PropertyType").asText().equals("Farm")) continue;
            seen++;
            assertFalse(one.path("PublicRemarks").asText().matches("(?s).*(Coffee|transit|restaurants).*"));
        }
        assertTrue(seen > 2);
    }

    @Test
    void colorInTheRemarksIsTheOneInThePicture() {
        var colors = Pattern.compile("painted ([a-z -]+),|columns and a ([a-z -]+) face|porch of this ([a-z -]+) [A-Z]"
                + "|colonial in ([a-z -]+) with|glass: a ([a-z -]+) contemporary|picket fence, in ([a-z -]+),"
                + "|every room: a ([a-z -]+) ranch");
        var seen = 0;
        for (int number = 0; number < SIZE; number++) {
            var color =
                    colors.matcher(market.property(number).path("PublicRemarks").asText());
            var photos = photos(number);
            if (photos.isEmpty() || !color.find()) continue;
            seen++;
            for (int group = 1; group <= color.groupCount(); group++)
                if (color.group(group) != null)
                    assertEquals(Renders.color(picture(photos.get(0))), color.group(group), color.group());
        }
        assertTrue(seen > 20, seen + " remarks tell a color");
    }

    @Test
    void oneHouseKeepsOneSetOfRoomsAndShowsThemInTheOrderOfAVisit() {
        var order =
                List.of("exterior", "living", "kitchen", "dining", "primary", "bathroom", "office", "yard", "aerial");
        for (int number = 0; number < SIZE; number++) {
            var photos = photos(number);
            var row = market.property(number);
            if (photos.size() < 8
                    || photos.size() > 40
                    || !row.path("PropertyType").asText().equals("Residential")) continue;
            var first = new ArrayList<Integer>();
            var sets = new HashSet<String>();
            for (var photo : photos) {
                var picture = picture(photo);
                var folder = Renders.file(picture).split("/")[0];
                var what = folder.equals("interior") ? picture.replaceAll("-.*", "") : folder;
                if (order.contains(what) && !first.contains(order.indexOf(what))) first.add(order.indexOf(what));
                if (folder.equals("interior")) sets.add(picture.replaceAll(".*-", ""));
            }
            assertEquals(1, sets.size(), "listing " + number + " mixes sets " + sets);
            assertEquals(first.stream().sorted().toList(), first, "listing " + number);
        }
    }

    @Test
    void everyRoomOfTheMarketIsOfItsHousesSetAndNoPictureStandsForTwoRooms() {
        var whole = Market.of(2_400, 20_261_123L, Instant.parse("2026-11-24T18:00:00Z"), "http://127.0.0.1:1");
        var furnished = 0;
        for (int number = 0; number < whole.size(); number++) {
            var sets = new HashSet<String>();
            var rooms = new HashMap<String, String>();
            for (var photo : photos(whole, number)) {
                var picture = picture(photo);
                if (!Renders.file(picture).startsWith("interior/")) continue;
                sets.add(picture.replaceAll(".*-", ""));
                var room = photo.path("ShortDescription")
                        .asText()
                        .replace(Gallery.RENDER, "")
                        .replaceAll(", .*| with a view of the city| above the city", "");
                var other = rooms.put(picture, room);
                assertTrue(other == null || other.equals(room), "listing " + number + ": " + other + " is " + room);
            }
            assertTrue(sets.size() <= 1, "listing " + number + " mixes sets " + sets);
            assertEquals(rooms.size(), Set.copyOf(rooms.values()).size(), "listing " + number + ": " + rooms);
            if (rooms.size() > 4) furnished++;
        }
        assertTrue(furnished > 1_900, furnished + " homes show their rooms");
    }

    @Test
    void photosOfTheFirstPageAreMadeByTheBuild(@TempDir Path folder) throws Exception {
        var few = Market.of(6, 20_261_123L, Instant.now(), "");
        FirstPhotos.write(few, folder);
        for (var cover : FirstPhotos.covers(few))
            for (int width : new int[] {480, 960}) {
                var made = Files.readAllBytes(folder.resolve(Photos.readyName(cover, width)));
                assertEquals(PhotoFormat.JPEG, PhotoFormat.of(made).orElseThrow());
            }
        // The site's first page shows the newest homes for sale.
        var page = read("Property?$top=24&$orderby=OnMarketDate desc&$filter=StandardStatus eq 'Active' and"
                        + " PropertyType ne 'Residential Lease' and PropertyType ne 'Commercial Lease'"
                        + "&$expand=Media($filter=PreferredPhotoYN eq true)")
                .path("value");
        var here = FirstPhotos.covers(Market.of(40, 20_261_123L, Instant.now(), "http://127.0.0.1:" + mls.port()));
        for (var row : page)
            for (var photo : row.path("Media"))
                if (photo.path("MediaURL").asText().contains("/photos/"))
                    assertTrue(here.contains(photo.path("MediaKey").asText()), photo.toString());
    }

    @Test
    void frontsAgreeWithTheRecordAndTheRemarks() {
        for (int number = 0; number < SIZE; number++) {
            var row = market.property(number);
            var photos = photos(number);
            if (photos.isEmpty()) continue;
            var front = picture(photos.get(0));
            if (row.path("PropertyType").asText().equals("Land")) {
                assertTrue(Renders.file(front).startsWith("land/"), front);
                continue;
            }
            assertTrue(Renders.file(front).startsWith("exterior/"), front);
            var stacked = List.of("Condominium", "Apartment")
                    .contains(row.path("PropertySubType").asText());
            if (!stacked && !row.path("PropertyType").asText().startsWith("Commercial")) {
                assertEquals(Renders.garage(front), row.path("GarageSpaces").asInt(), front);
                assertEquals(Renders.stories(front), row.path("Stories").asInt(), front);
            }
        }
    }

    @Test
    void galleryShowsTheRoomsThatAreListedWithTheirNames() {
        var seen = 0;
        for (int number = 0; number < SIZE; number++) {
            var rooms = new HashSet<String>();
            market.rooms(number).forEach(room -> rooms.add(room.path("RoomType").asText()));
            var photos = photos(number);
            if (rooms.isEmpty() || photos.size() < 8) continue;
            seen++;
            for (var photo : photos) {
                var caption = photo.path("ShortDescription").asText();
                assertTrue(caption.endsWith(Gallery.RENDER), caption);
                caption = caption.substring(0, caption.length() - Gallery.RENDER.length());
                if (caption.startsWith("Office")) assertTrue(rooms.contains("Office"));
                if (caption.startsWith("Dining room")) assertTrue(rooms.contains("Dining Room"));
                if (caption.matches("Bedroom \\d")) assertTrue(rooms.contains(caption), caption);
                if (caption.equals("Pool"))
                    assertTrue(market.property(number).path("PoolPrivateYN").asBoolean());
            }
            assertTrue(photos.get(1).path("ShortDescription").asText().startsWith("Living room"));
            assertTrue(photos.get(2).path("ShortDescription").asText().startsWith("Kitchen"));
        }
        assertTrue(seen > SIZE / 2);
    }

    @Test
    void neighborhoodFromAboveHasARiverOnlyForHomesAtTheWater() {
        var seen = new HashSet<Boolean>();
        for (int number = 0; number < SIZE; number++) {
            for (var photo : photos(number)) {
                if (!Renders.file(picture(photo)).startsWith("aerial/")) continue;
                var river = picture(photo).startsWith("above-river");
                assertEquals(market.property(number).path("WaterfrontYN").asBoolean(), river, picture(photo));
                seen.add(river);
            }
        }
        assertEquals(2, seen.size());
    }

    @Test
    void pictureIsTheSameJpegWhateverIsAccepted() throws Exception {
        var url = read("Property?$top=1&$expand=Media($filter=MediaCategory eq 'Photo')")
                .path("value")
                .get(0)
                .path("Media")
                .get(0)
                .path("MediaURL")
                .asText()
                .replace("/photos/rose/", "/resize/rose/640x640/true/");
        var jpeg = get(url, "image/*");
        assertEquals("image/jpeg", type(jpeg));
        assertEquals(PhotoFormat.JPEG, PhotoFormat.of(jpeg.body()).orElseThrow());
        assertArrayEquals(jpeg.body(), get(url, "image/avif,image/webp,*/*").body());
        // A photo at phone width, half a megapixel or less.
        assertTrue(jpeg.body().length < 80_000, jpeg.body().length + " bytes");
    }

    @Test
    void floorPlanIsAPictureOfItsDrawing() throws Exception {
        var row = read("Property?$top=1&$filter=PropertyType eq 'Residential'"
                        + "&$expand=Media($filter=MediaCategory eq 'Floor Plan')")
                .path("value")
                .get(0);
        var url = row.path("Media").get(0).path("MediaURL").asText();
        var drawing = new String(get(url.replace(".png", ".svg"), "*/*").body(), StandardCharsets.UTF_8);
        var size = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"").matcher(drawing);
        assertTrue(size.find());
        var picture = ImageIO.read(new ByteArrayInputStream(get(url, "image/*").body()));
        assertEquals(Math.ceil(Integer.parseInt(size.group(1)) * 1.5), picture.getWidth());
        assertEquals(Math.ceil(Integer.parseInt(size.group(2)) * 1.5), picture.getHeight());
        var colors = new HashSet<Integer>();
        for (int y = 0; y < picture.getHeight(); y++)
            for (int x = 0; x < picture.getWidth(); x++) colors.add(picture.getRGB(x, y) & 0xffffff);
        // Paper, rooms, halls, walls, and windows.
        assertTrue(colors.containsAll(Set.of(0xffffff, 0xfaf8f3, 0xf1ede4, 0x222222, 0x4a7fa5)));
    }

    @Test
    void agentsAndFirmsHaveAPicture() throws Exception {
        for (var set : List.of("Member", "Office")) {
            var rows = read(set + "?$top=5&$expand=Media").path("value");
            var drawings = new HashSet<String>();
            for (var row : rows) {
                var media = row.path("Media").get(0);
                assertEquals(row.path(set + "Key"), media.path("ResourceRecordKey"));
                var drawing = get(media.path("MediaURL").asText(), "image/*");
                // Sites pass no drawings on.
                assertEquals(set.equals("Member") ? "image/png" : "image/svg+xml", type(drawing));
                drawings.add(new String(drawing.body(), StandardCharsets.ISO_8859_1));
            }
            assertEquals(rows.size(), drawings.size());
        }
        assertEquals(
                404,
                get("http://127.0.0.1:" + mls.port() + "/people/999.png", "*/*").statusCode());
    }

    @Test
    void peopleCanBeReachedNowhereReal() {
        for (var person : market.members()) {
            assertTrue(person.path("MemberEmail").asText().endsWith("@example.com"));
            assertTrue(person.path("MemberPreferredPhone").asText().matches("503-555-01\\d\\d"));
        }
        for (var firm : market.offices()) {
            assertTrue(firm.path("OfficeEmail").asText().endsWith("@example.com"), firm.toString());
            assertTrue(firm.path("OfficePhone").asText().matches("503-555-01\\d\\d"));
        }
    }

    private static String type(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    private static HttpResponse<byte[]> get(String url, String accept) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url)).header("Accept", accept).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static JsonNode read(String path) throws Exception {
        return read(mls, path);
    }

    private static JsonNode read(DemoMls mls, String path) throws Exception {
        var uri = URI.create(mls.serviceRoot() + path.replace(" ", "%20").replace("'", "%27"));
        var answer = http.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + DemoMls.TOKEN)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
        return new ObjectMapper().readTree(answer.body());
    }
}
