package porchlight.demomls.town;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * Open houses: this week and next, some in the past, some for brokers only, one in progress. As on
 * Spark, without date and status.
 */
final class Showings {
    private final long seed;
    private final Instant now;
    private final ZoneId zone;

    Showings(long seed, Instant now, ZoneId zone) {
        this.seed = seed;
        this.now = now;
        this.zone = zone;
    }

    ArrayNode openHouses(int number, String listingKey, String status, Home home) {
        var rows = JsonNodeFactory.instance.arrayNode();
        if (!status.equals("Active") || !home.isDwelling()) return rows;
        var draw = new Draw(seed, number, "open houses");
        var today = LocalDate.ofInstant(now, zone);
        // One that is open now, during the day.
        if (number % 211 == 0) {
            var hour = now.atZone(zone).getHour();
            var start = hour >= 10 && hour < 18
                    ? now.minus(1, ChronoUnit.HOURS)
                    : at(today.plusDays(hour < 10 ? 0 : 1), 11);
            add(rows, number, listingKey, start, start.plus(3, ChronoUnit.HOURS), "Public", draw);
        }
        if (!draw.chance(.16)) return rows;
        var saturday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY));
        var day = saturday.plusDays(draw.between(0, 1)).plusWeeks(draw.chance(.3) ? 1 : 0);
        var type = draw.chance(.1) ? "Broker" : "Public";
        add(rows, number, listingKey, at(day, draw.between(10, 13)), at(day, draw.between(14, 16)), type, draw);
        if (draw.chance(.3))
            add(rows, number, listingKey, at(day.plusDays(1), 12), at(day.plusDays(1), 14), "Public", draw);
        if (draw.chance(.3))
            add(rows, number, listingKey, at(day.minusWeeks(2), 11), at(day.minusWeeks(2), 13), "Public", draw);
        return rows;
    }

    private Instant at(LocalDate day, int hour) {
        return day.atTime(LocalTime.of(hour, 0)).atZone(zone).toInstant();
    }

    private static void add(
            ArrayNode rows, int number, String listingKey, Instant start, Instant end, String type, Draw draw) {
        rows.addObject()
                .put("OpenHouseKey", "1" + Digits.of(number, 21) + Digits.of(rows.size(), 4))
                .put("ListingKey", listingKey)
                .put("OpenHouseStartTime", start.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("OpenHouseEndTime", end.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("OpenHouseType", type)
                .put(
                        "OpenHouseRemarks",
                        draw.one(
                                "Come by and look around.",
                                "Refreshments in the kitchen.",
                                "Park on the street, please."))
                .put("ModificationTimestamp", "2026-11-01T12:00:00Z");
    }
}
