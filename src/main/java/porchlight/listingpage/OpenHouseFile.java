package porchlight.listingpage;

import io.javalin.http.GoneResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.net.URI;
import java.time.Duration;
import porchlight.listing.Found;
import porchlight.listing.ListingKey;
import porchlight.listing.OpenHouseCalendar;
import porchlight.listing.PropertyResource;
import porchlight.web.Answer;
import porchlight.web.Request;

/** {@code GET /open-houses/{OpenHouseKey}.ics}. */
public final class OpenHouseFile {
    private static final Duration LONGEST_FIRST = Duration.ofSeconds(2);
    private static final String ENDING = ".ics";

    private final PropertyResource properties;
    private final OpenHouseCalendar openHouses;

    public OpenHouseFile(PropertyResource properties, OpenHouseCalendar openHouses) {
        this.properties = properties;
        this.openHouses = openHouses;
    }

    /**
     * 404 for anything but an upcoming public open house, whether the MLS has it or not; 410 if its home was on this
     * site and may no longer be shown.
     */
    public Answer answer(Request request) {
        var file = request.variable("file");
        if (!file.endsWith(ENDING)) throw new NotFoundResponse();
        var key = ListingKey.of(file.substring(0, file.length() - ENDING.length()))
                .orElseThrow(NotFoundResponse::new)
                .value();
        var began = System.nanoTime();
        var listingKey = properties
                .listingOfOpenHouse(key, request.retrieval())
                .or(() -> openHouses.listingOf(key))
                .flatMap(ListingKey::of)
                .orElseThrow(NotFoundResponse::new);
        // Another request to an MLS this slow might take too long.
        if (System.nanoTime() - began > LONGEST_FIRST.toNanos()) throw new ServiceUnavailableResponse();
        var home = properties.find(listingKey, request.retrieval());
        if (home instanceof Found.Withdrawn) throw new GoneResponse();
        if (!(home instanceof Found.Displayed found)) throw new NotFoundResponse();
        var listing = found.listing();
        var openHouse = listing.openHouses().stream()
                .filter(each -> each.openHouseKey().equals(key))
                .findFirst()
                .orElseThrow(NotFoundResponse::new);
        var origin = request.origin();
        var text = CalendarFile.of(
                openHouse,
                listing,
                origin + listing.path(),
                String.valueOf(URI.create(origin).getHost()),
                found.asOf());
        var name = "open-house-" + listing.listingId().replaceAll("[^A-Za-z0-9-]", "") + ".ics";
        return Answer.content("text/calendar; charset=utf-8", text)
                .with("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }
}
