package porchlight.demomls.town;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A neighborhood of the demo market: its location, what its homes cost, and when they were built.
 * @param height half of its north-south extent, degrees
 * @param width half of its east-west extent, degrees
 * @param dollars typical price per square foot
 * @param setting urban, city, suburb, hill, new, senior, or rural
 * @param prefix street direction, may be empty
 */
public record Place(
        String subdivision,
        String city,
        String state,
        String postalCode,
        String county,
        double latitude,
        double longitude,
        double height,
        double width,
        int dollars,
        int builtFrom,
        int builtTo,
        String setting,
        String prefix,
        List<String> streets) {

    /** All of them, from the resource {@code demomls/places.csv}. */
    public static List<Place> all() {
        var resource = Objects.requireNonNull(Place.class.getResourceAsStream("/demomls/places.csv"));
        try (var reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> parse(line.split("\\|")))
                    .toList();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Place parse(String[] cell) {
        return new Place(
                cell[0],
                cell[1],
                cell[2],
                cell[3],
                cell[4],
                Double.parseDouble(cell[5]),
                Double.parseDouble(cell[6]),
                Double.parseDouble(cell[7]),
                Double.parseDouble(cell[8]),
                Integer.parseInt(cell[9]),
                Integer.parseInt(cell[10]),
                Integer.parseInt(cell[11]),
                cell[12],
                cell[13],
                List.of(cell[14].split(",")));
    }

    boolean isUrban() {
        return setting.equals("urban");
    }

    public boolean isRural() {
        return setting.equals("rural");
    }
}
