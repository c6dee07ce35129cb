package porchlight.demomls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import porchlight.demomls.town.Market;
import porchlight.demomls.town.Photos;

/**
 * The photos on the first page of results. They are created when the program is built, so that they
 * are ready for the first visitor and add nothing to the startup time. All others are created on
 * request.
 */
public final class FirstPhotos {
    /** A page of results, plus some that the site leaves out. */
    private static final int HOMES = 30;

    /** The widths that cards request on desktops and phones. */
    private static final int[] WIDTHS = {480, 960};

    private FirstPhotos() {}

    /** Called by the build with the output folder, which is emptied first. */
    public static void main(String[] arguments) throws IOException {
        var options = DemoOptions.standard();
        write(Market.of(options.listings(), options.seed(), Instant.now(), ""), Path.of(arguments[0]));
    }

    static void write(Market market, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var before = Files.list(folder)) {
            for (var file : before.toList()) Files.delete(file);
        }
        var photos = new Photos();
        for (var id : covers(market))
            for (var width : WIDTHS)
                Files.write(
                        folder.resolve(Photos.readyName(id, width)),
                        photos.photo(id, width).orElseThrow());
    }

    /** Photo ids of the newest homes for sale, newest first. */
    static List<String> covers(Market market) {
        record Home(int number, String since) {}
        return IntStream.range(0, market.size())
                .mapToObj(number -> {
                    var row = market.property(number);
                    var shown = row.path("StandardStatus").asText().equals("Active")
                            && !row.path("PropertyType").asText().endsWith("Lease");
                    return new Home(number, shown ? row.path("OnMarketDate").asText() : "");
                })
                .filter(home -> !home.since().isEmpty())
                .sorted(Comparator.comparing(Home::since).reversed().thenComparing(Home::number))
                .limit(HOMES)
                .flatMap(home -> cover(market, home.number()).stream())
                .toList();
    }

    private static List<String> cover(Market market, int number) {
        for (var media : market.media(number)) {
            var url = media.path("MediaURL").asText("");
            if (media.path("PreferredPhotoYN").asBoolean() && url.endsWith("-o.jpg"))
                return List.of(url.substring(url.lastIndexOf('/') + 1).replace("-o.jpg", ""));
        }
        return List.of();
    }
}
