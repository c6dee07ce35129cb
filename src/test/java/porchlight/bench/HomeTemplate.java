package porchlight.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The JSON of a listing with holes for what differs between the homes that are made of it: identifiers, the address,
 * coordinates, and what changes. A hundred thousand homes are a metro area, with names of its own.
 */
final class HomeTemplate {
    static final int PER_METRO = 100_000;
    private static final int YEAR = 4;
    private static final List<String> METROS = List.of(
            "Aldermere",
            "Brackenford",
            "Calloway",
            "Dunharrow",
            "Everton",
            "Foxglove",
            "Greystone",
            "Harborview",
            "Ironwood",
            "Juniper",
            "Kestrel");
    private static final List<String> PLACES = List.of(
            "City",
            "SubdivisionName",
            "CountyOrParish",
            "MLSAreaMajor",
            "ElementarySchool",
            "MiddleOrJuniorSchool",
            "HighSchool");
    private static final int STEPS = 45;

    /** One character each, from Unicode's private use area. */
    private enum Hole {
        ROOT,
        KEY,
        ID,
        NUMBER,
        POSTAL_CODE,
        METRO,
        LATITUDE,
        LONGITUDE,
        MODIFIED,
        PRICE;

        String mark() {
            return Character.toString((char) (0xE000 + ordinal()));
        }
    }

    /**
     * Every so many listings change at a moment.
     *
     * @param at {@link Instant#MIN} for never
     */
    record Changes(int every, Instant at) {
        static final Changes NONE = new Changes(1, Instant.MIN);

        boolean has(int number) {
            return at.isAfter(Instant.MIN) && number % every == 0;
        }
    }

    /** Bytes and holes, in their order. */
    private final List<Object> pieces = new ArrayList<>();

    private final String key;
    private final String id;
    private final boolean forSale;
    private final int streetNumber;
    private final int postalCode;
    private final double latitude;
    private final double longitude;
    private final double price;
    private final Instant modified;

    /** @param root of the service that sent it */
    HomeTemplate(ObjectNode row, String root) {
        key = row.path("ListingKey").asText();
        id = row.path("ListingId").asText("RC0");
        forSale = row.path("StandardStatus").asText("Active").equals("Active")
                && !row.path("PropertyType").asText("").contains("Lease");
        streetNumber = row.path("StreetNumber").asInt();
        postalCode = row.path("PostalCode").asInt();
        latitude = row.path("Latitude").asDouble();
        longitude = row.path("Longitude").asDouble();
        price = row.path("ListPrice").asDouble();
        modified = Instant.parse(row.path("ModificationTimestamp").asText("2026-01-01T00:00:00Z"));
        var city = row.path("City").asText();
        var address = row.path("UnparsedAddress").asText();
        mark(row, "ListingId", Hole.ID.mark());
        mark(row, "StreetNumber", Hole.NUMBER.mark());
        mark(row, "PostalCode", Hole.POSTAL_CODE.mark());
        mark(row, "Latitude", Hole.LATITUDE.mark());
        mark(row, "Longitude", Hole.LONGITUDE.mark());
        mark(row, "ListPrice", Hole.PRICE.mark());
        mark(row, "ModificationTimestamp", Hole.MODIFIED.mark());
        for (var field : PLACES)
            mark(row, field, Hole.METRO.mark() + row.path(field).asText());
        mark(
                row,
                "UnparsedAddress",
                address.replaceFirst("^" + streetNumber + " ", Hole.NUMBER.mark() + " ")
                        .replace(", " + city + ",", ", " + Hole.METRO.mark() + city + ",")
                        .replaceFirst(" " + postalCode + "$", " " + Hole.POSTAL_CODE.mark()));
        var text = row.toString().replace(key, Hole.KEY.mark()).replace(root, Hole.ROOT.mark());
        for (var number : List.of(Hole.LATITUDE, Hole.LONGITUDE, Hole.PRICE))
            text = text.replace('"' + number.mark() + '"', number.mark());
        split(text);
    }

    private static void mark(ObjectNode row, String field, String text) {
        if (row.hasNonNull(field)) row.set(field, TextNode.valueOf(text));
    }

    private void split(String text) {
        var from = 0;
        for (int i = 0; i < text.length(); i++) {
            var hole = text.charAt(i) - 0xE000;
            if (hole < 0 || hole >= Hole.values().length) continue;
            pieces.add(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
            pieces.add(Hole.values()[hole]);
            from = i + 1;
        }
        pieces.add(text.substring(from).getBytes(StandardCharsets.UTF_8));
    }

    String key() {
        return key;
    }

    boolean isForSale() {
        return forSale;
    }

    /** The key of the listing that a home was made of. */
    static String original(String key) {
        return keyOf(0, key);
    }

    private static String keyOf(int copy, String key) {
        return 2026 + copy + key.substring(YEAR);
    }

    /** How often listings were copied before they made this home. */
    static int copy(String key) {
        return Integer.parseInt(key.substring(0, YEAR)) - 2026;
    }

    /**
     * Writes a home.
     *
     * @param number of the home among all
     * @param copies how many listings were made into homes before this one was again
     */
    void write(ByteArrayOutputStream out, String root, int number, int copy, Changes changes) {
        for (var piece : pieces) {
            if (piece instanceof byte[] bytes) out.writeBytes(bytes);
            else out.writeBytes(text((Hole) piece, root, number, copy, changes).getBytes(StandardCharsets.UTF_8));
        }
    }

    private String text(Hole hole, String root, int number, int copy, Changes changes) {
        var metro = number / PER_METRO;
        return switch (hole) {
            case ROOT -> root;
            case KEY -> keyOf(copy, key);
            case ID -> "RC" + (Long.parseLong(id.substring(2)) + 10_000L * copy);
            case NUMBER -> Integer.toString(streetNumber + 7 * (copy % STEPS));
            case POSTAL_CODE -> Integer.toString(postalCode - 1_000 * metro);
            case METRO -> metro == 0 ? "" : METROS.get(metro - 1) + " ";
            case LATITUDE -> degrees(latitude - 1.2 * (metro / 4) + shift(copy));
            case LONGITUDE -> degrees(longitude + 1.5 * (metro % 4) + shift(copy / STEPS + 17 * copy));
            case PRICE -> Double.toString(changes.has(number) ? price + 1_000 : price);
            case MODIFIED -> (changes.has(number) ? changes.at() : modified.minus(Duration.ofSeconds(copy))).toString();
        };
    }

    /** Up to two miles, so that homes made of one listing are apart. */
    private static double shift(int copy) {
        return (copy * 37 % STEPS - STEPS / 2) * 0.0013;
    }

    private static String degrees(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
