package porchlight.place;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Condition;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Selection;
import porchlight.catalog.Snapshot;
import porchlight.odata.Filter;
import porchlight.search.AddressLine;
import porchlight.search.Criterion;
import porchlight.search.Vocabulary;

/**
 * Where an address, a street, or a place is, as far as the homes there tell. Homes whose sellers hide the address never
 * do: their address is answered as one that nobody has.
 */
final class Whereabouts {
    /** House numbers that are further apart are not in the same part of a street. */
    private static final int FARTHEST = 1_000;

    private static final int DECIMALS = 5;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Snapshot snapshot;
    private final Vocabulary names;

    Whereabouts(Snapshot snapshot, Vocabulary names) {
        this.snapshot = snapshot;
        this.names = names;
    }

    /** Empty if the place is unknown. */
    Optional<Filter.Position> of(String place) {
        var line = AddressLine.of(place);
        if (line.hasNumber()) return ofNumber(line);
        var named = names.named(Vocabulary.plain(place)).orElse(null);
        if (named instanceof Criterion.Place area && area.kind() != Criterion.Place.Kind.COUNTY)
            return middle(homes(Condition.named(area.kind().column(), area.value()::equals)));
        return named == null && names.isStreet(place) ? middle(homes(line.homes())) : Optional.empty();
    }

    private Optional<Filter.Position> ofNumber(AddressLine line) {
        var same = homes(line.homes()).homes().findFirst();
        if (same.isPresent()) return same.map(Whereabouts::position);
        var street = AddressLine.of(String.join(" ", line.raw()));
        var number = number(line.number());
        if (number == null || street.hasNumber()) return Optional.empty();
        return onStreet(street)
                .filter(home -> distance(home, number) <= FARTHEST)
                .min(Comparator.comparingInt((IndexedListing home) -> distance(home, number))
                        .thenComparing(IndexedListing::listingKey))
                .map(Whereabouts::position);
    }

    private Stream<IndexedListing> onStreet(AddressLine street) {
        return homes(street.homes()).homes();
    }

    private static int distance(IndexedListing home, int number) {
        var street = home.address().street();
        var other = street == null ? null : number(AddressLine.of(street).number());
        return other == null ? Integer.MAX_VALUE : Math.abs(other - number);
    }

    private static @Nullable Integer number(String text) {
        var match = NUMBER.matcher(text);
        return match.lookingAt() && match.group().length() < 8 ? Integer.valueOf(match.group()) : null;
    }

    private Selection homes(Condition condition) {
        return snapshot.select(List.of(condition, Condition.placed()));
    }

    private static Optional<Filter.Position> middle(Selection homes) {
        if (homes.isEmpty()) return Optional.empty();
        var sum = new double[2];
        homes.homes().forEach(home -> {
            sum[0] += home.latitude();
            sum[1] += home.longitude();
        });
        return Optional.of(position(sum[0] / homes.size(), sum[1] / homes.size()));
    }

    private static Filter.Position position(IndexedListing home) {
        return position(home.latitude(), home.longitude());
    }

    private static Filter.Position position(double latitude, double longitude) {
        return new Filter.Position(rounded(longitude), rounded(latitude));
    }

    private static BigDecimal rounded(double degrees) {
        return BigDecimal.valueOf(degrees).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
