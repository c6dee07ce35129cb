package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts RESO Property records to {@link Listing}s and decides what may be shown. A record that
 * must not be displayed yields no listing, and only the fields read here are passed on.
 */
public final class PropertyParser {
    private static final Logger log = LoggerFactory.getLogger(PropertyParser.class);
    private static final int MOST_INDEXED_MEDIA = 10;
    private static final BigDecimal UNLIKELY_CHANGE = BigDecimal.valueOf(50);
    private static final BigDecimal SMALLEST_HOME = BigDecimal.TEN;
    private static final int YEARS_AHEAD = 10;
    private static final BigDecimal MOST_SPACES = BigDecimal.valueOf(10_000);
    private static final Pattern NOT_FOR_THE_PUBLIC =
            Pattern.compile("(?i)private|broker|office|realtor|agent|caravan|member|invitation");
    private static final Pattern TIME_OF_DAY = Pattern.compile("(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?");
    private static final Pattern CALLED_OFF =
            Pattern.compile("(?i)cancel|ended|inactive|expired|delete|closed|withdrawn|hold");

    private final MlsProfile profile;
    private final DisplayRules rules;
    private final PhotoUrls photoUrls;
    private final InstantSource clock;
    private final List<FeatureGroup> features;
    private final List<String> searchedOnly;

    public PropertyParser(MlsProfile profile, PhotoUrls photoUrls, InstantSource clock) {
        this.profile = profile;
        this.rules = new DisplayRules(profile, clock);
        this.photoUrls = photoUrls;
        this.clock = clock;
        this.features = FeatureGroup.of(profile);
        this.searchedOnly = PropertyFields.searchedOnly(profile);
    }

    /**
     * Returns the listing that a record may be shown as; empty when the rules forbid it or the
     * record cannot be read, for example because its key, number, or price is missing. Unreadable
     * records are logged, so one bad record does not cost a page of good ones.
     * @param expansions names of the navigation properties that the record was expanded with
     */
    public Optional<Listing> parse(JsonNode record, Expansions expansions) {
        return parse(fields(record), fields -> listing(fields, expansions));
    }

    /**
     * Like {@link #parse}, and also returns the traits the listing is searched by. Data that only
     * the detail page shows is left out unless it was requested.
     */
    Optional<ListingWithTraits> index(JsonNode record, Expansions expansions) {
        return parse(fields(record), fields -> {
            var listing = listing(fields(slim(record, expansions)), expansions);
            return new ListingWithTraits(
                    listing,
                    traits(fields, listing.price()),
                    FeatureGroup.read(
                            features, fields, fields.isFalse(profile.optOut().addressField())));
        });
    }

    /** The words of a record's description that a listing's page shows; null if there are none. */
    @Nullable
    String remarks(JsonNode record) {
        var remarks = fields(record).prose(PropertyFields.REMARKS);
        return remarks == null ? null : remarks.replace(WithheldAddress.MARK, " ");
    }

    private Fields fields(JsonNode record) {
        var fields = new Fields(record).in(profile.timeZone());
        return fields.isFalse(profile.optOut().addressField())
                ? fields.withholding(WithheldAddress.of(fields))
                : fields;
    }

    /** A server may send more than was requested, and more than cards show and the catalog has room for. */
    private JsonNode slim(JsonNode record, Expansions expansions) {
        if (!(record instanceof ObjectNode sent)) return record;
        var slim = sent.deepCopy();
        slim.remove(PropertyFields.REMARKS);
        slim.remove(searchedOnly);
        if (expansions.media() != null && slim.path(expansions.media()) instanceof ArrayNode media)
            while (media.size() > MOST_INDEXED_MEDIA) media.remove(media.size() - 1);
        return slim;
    }

    private <T> Optional<T> parse(Fields fields, Function<Fields, T> whole) {
        var key = fields.text("ListingKey");
        try {
            return rules.allow(fields) ? Optional.of(whole.apply(fields)) : Optional.empty();
        } catch (RuntimeException malformed) {
            log.warn("Listing {} left out: {}", key == null ? "without a key" : shortened(key), malformed.toString());
            return Optional.empty();
        }
    }

    private Listing listing(Fields fields, Expansions expansions) {
        var hidden = fields.isFalse(profile.optOut().addressField());
        var type = type(fields);
        var media = new MediaParser(photoUrls).parse(fields, expansions.media(), hidden);
        var photosCount = fields.smallCount("PhotosCount");
        var status = Enumerations.label(required(fields, "StandardStatus"));
        var asked = price(fields, type);
        var sold = status.equals(MlsProfile.Sold.STATUS) ? profile.sold() : null;
        var price = sold == null ? asked : paid(fields, sold, asked);
        var photos = media.photos();
        var firstAlone = sold != null && sold.firstPhotoOnly() && !photos.isEmpty();
        if (firstAlone) photos = photos.subList(0, 1);
        return new Listing(
                key(fields, "ListingKey"),
                listingId(fields),
                status,
                type,
                label(fields, "PropertySubType"),
                price,
                address(fields, hidden),
                dimensions(fields, type),
                hidden ? null : coordinates(fields),
                fields.prose(PropertyFields.REMARKS),
                fields.date("OnMarketDate"),
                daysOnMarket(fields),
                fields.isTrue("NewConstructionYN"),
                profile.ours().list(fields),
                profile.ours().agents(fields),
                attribution(fields, sold),
                photos,
                firstAlone || photosCount == null ? photos.size() : Math.max(photos.size(), photosCount),
                firstAlone ? List.of() : media.links(),
                sold != null ? List.of() : openHouses(fields.expanded(expansions.openHouses())),
                RoomParser.rooms(fields.expanded(expansions.rooms())),
                RoomParser.units(fields.expanded(expansions.units())),
                FactField.read(fields, type, hidden),
                Charges.of(fields),
                new HistoryParser(profile).parse(fields, fields.expanded(expansions.history()), asked, status),
                RequiredFact.read(fields, profile.required().summary(), hidden),
                RequiredFact.read(fields, profile.required().detail(), hidden),
                Stream.of("CopyrightNotice", "Disclaimer")
                        .map(fields::text)
                        .filter(Objects::nonNull)
                        .toList(),
                fields.instant("ModificationTimestamp"),
                fields.text("OriginatingSystemName"),
                Optional.ofNullable(fields.text("SourceMLSURL"))
                        .flatMap(photoUrls::badge)
                        .orElse(null));
    }

    /** The PropertyType. Some feeds indicate a rental only in other fields. */
    private static @Nullable String type(Fields fields) {
        var type = label(fields, "PropertyType");
        if (PropertyType.isLease(type)) return PropertyType.term(type);
        var leased = PropertyType.isLease(fields.text("TransactionType"))
                || type == null && fields.text("LeaseAmountFrequency") != null;
        if (!leased) return type;
        var lease = PropertyType.isCommercial(type) ? PropertyType.COMMERCIAL_LEASE : PropertyType.RESIDENTIAL_LEASE;
        return lease.value();
    }

    private Traits traits(Fields fields, Price price) {
        var has = EnumSet.noneOf(Trait.class);
        for (var trait : Trait.values()) if (has(fields, trait, price)) has.add(trait);
        var schools = Stream.of("ElementarySchool", "MiddleOrJuniorSchool", "HighSchool")
                .map(fields::text)
                .filter(Objects::nonNull)
                .toList();
        return new Traits(
                has,
                schools,
                monthlyFee(fields),
                converted(fields),
                backOnMarket(fields),
                Floors.of(fields),
                spaces(fields, "GarageSpaces"),
                spaces(fields, "ParkingTotal"));
    }

    private static int spaces(Fields fields, String field) {
        var spaces = fields.quantity(field);
        return spaces == null ? 0 : spaces.min(MOST_SPACES).intValue();
    }

    /** Many feeds have fields of their own for it; in all others the last major change may tell. */
    private @Nullable LocalDate backOnMarket(Fields fields) {
        if (!profile.showsHistory()) return null;
        var date = fields.date("BackOnMarketDate");
        if (date != null) return date;
        var at = fields.instant("BackOnMarketTimestamp");
        if (at == null && HistoryParser.isBackOnMarket(fields)) at = fields.instant("MajorChangeTimestamp");
        return at == null ? null : LocalDate.ofInstant(at, profile.timeZone());
    }

    private boolean has(Fields fields, Trait trait, Price price) {
        var flag = trait.flag() == null ? null : fields.flag(trait.flag());
        if (flag != null) return flag;
        return switch (trait) {
            case GARAGE -> fields.quantity("GarageSpaces") != null;
            case VIEW -> !fields.values("View").isEmpty();
            case PRICE_CUT -> {
                var change = label(fields, "MajorChangeType");
                yield profile.showsHistory() && (change != null ? change.equals("Price Reduced") : price.isCut());
            }
            case OURS -> profile.ours().list(fields);
            default -> false;
        };
    }

    private static Set<String> converted(Fields fields) {
        var converted = new HashSet<String>();
        var area = fields.decimal("LivingArea");
        if (area != null
                && area.signum() > 0
                && !area.equals(fields.measure("LivingArea", "LivingAreaUnits", UnitOfMeasure.SQUARE_FEET)))
            converted.add("LivingArea");
        var acres = acres(fields);
        if (acres != null && !acres.equals(fields.decimal("LotSizeAcres"))) converted.add("LotSizeAcres");
        if (Floors.isConverted(fields)) converted.add("Stories");
        if (!Objects.equals(type(fields), label(fields, "PropertyType"))) converted.add("PropertyType");
        var frequency = fields.text("AssociationFeeFrequency");
        if (frequency != null && Charges.frequency(frequency).isPresent() && !FeeFrequency.isUsualSpelling(frequency))
            converted.add("AssociationFee");
        // Feeds compare names exactly.
        if (!Objects.equals(fields.text("City"), PlaceNames.city(fields.text("City")))) converted.add("City");
        if (!Objects.equals(fields.text("CountyOrParish"), PlaceNames.county(fields.text("CountyOrParish"))))
            converted.add("CountyOrParish");
        if (!Objects.equals(fields.text("PostalCode"), postalCode(fields))) converted.add("PostalCode");
        return converted;
    }

    private static @Nullable Long monthlyFee(Fields fields) {
        if (fields.isFalse("AssociationYN")) return 0L;
        var fee = fields.decimal("AssociationFee");
        if (fee == null || fee.signum() < 0) return null;
        return Charges.frequency(fields.text("AssociationFeeFrequency"))
                .map(due -> due.monthly(fee, RoundingMode.CEILING))
                .orElse(null);
    }

    private Price price(Fields fields, @Nullable String type) {
        var listPrice = fields.count("ListPrice");
        if (listPrice == null) throw new IllegalArgumentException("no ListPrice");
        // Placeholder values that feeds send when the price is available on request only.
        var amount = fields.money("ListPrice");
        var lease = PropertyType.isLease(type);
        var period = lease ? RentPeriod.of(fields.text("LeaseAmountFrequency")) : null;
        var earlier = profile.showsHistory();
        return new Price(
                amount == null ? 0 : amount.longValue(),
                cents(amount),
                earlier ? earlier(fields, "PreviousListPrice", amount) : null,
                earlier ? earlier(fields, "OriginalListPrice", amount) : null,
                earlier ? fields.instant("PriceChangeTimestamp") : null,
                period,
                null);
    }

    private static @Nullable String postalCode(Fields fields) {
        var code = fields.text("PostalCode");
        return code == null ? null : PostalCode.of(code).orElse(code);
    }

    private static int cents(@Nullable BigDecimal amount) {
        return amount == null
                ? 0
                : amount.setScale(2, RoundingMode.DOWN)
                        .remainder(BigDecimal.ONE)
                        .movePointRight(2)
                        .intValue();
    }

    /** An earlier price. One of a different order of magnitude is treated as a placeholder. */
    private static @Nullable Long earlier(Fields fields, String field, @Nullable BigDecimal now) {
        var price = fields.money(field);
        if (price == null) return null;
        var likely = now == null
                || price.multiply(UNLIKELY_CHANGE).compareTo(now) > 0
                        && now.multiply(UNLIKELY_CHANGE).compareTo(price) > 0;
        return likely ? price.longValue() : null;
    }

    /** The sale price. {@link DisplayRules} allows no sold listing without its close date. */
    private static Price paid(Fields fields, MlsProfile.Sold sold, Price asked) {
        var amount = sold.price() ? fields.money("ClosePrice") : null;
        return new Price(
                amount == null ? 0 : amount.longValue(),
                cents(amount),
                null,
                null,
                null,
                asked.period(),
                fields.date("CloseDate"));
    }

    private static Address address(Fields fields, boolean hidden) {
        var subdivision = fields.text("SubdivisionName");
        var state = fields.text("StateOrProvince");
        return new Address(
                hidden ? null : StreetLine.of(fields),
                PlaceNames.city(fields.text("City")),
                States.codeOrName(state),
                postalCode(fields),
                PlaceNames.county(fields.text("CountyOrParish")),
                subdivision,
                PlaceNames.isCanada(fields.text("Country"), state),
                hidden);
    }

    private Dimensions dimensions(Fields fields, @Nullable String type) {
        var baths = fields.smallCount("BathroomsTotalInteger");
        var garage = fields.quantity("GarageSpaces");
        var area = livingArea(fields);
        return new Dimensions(
                beds(fields, type, area),
                positive(baths != null ? baths : fields.smallCount("BathroomsTotalDecimal")),
                fields.smallCount("BathroomsFull"),
                fields.smallCount("BathroomsHalf"),
                area,
                area == null
                        ? positive(fields.wholeMeasure(
                                "BuildingAreaTotal", "BuildingAreaUnits", UnitOfMeasure.SQUARE_FEET))
                        : null,
                acres(fields),
                squareFeet(fields),
                year(fields.smallCount("YearBuilt")),
                garage == null ? null : garage.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros());
    }

    /** A 0 means nothing, except for a home that has rooms: that is a studio. */
    private static @Nullable Integer beds(Fields fields, @Nullable String type, @Nullable Long area) {
        var beds = fields.smallCount("BedroomsTotal");
        if (beds == null || beds != 0) return positive(beds);
        var baths = fields.smallCount("BathroomsTotalInteger");
        var isHome = PropertyType.RESIDENTIAL.is(type) || PropertyType.RESIDENTIAL_LEASE.is(type);
        return isHome && (area != null || baths != null && baths > 0) ? beds : null;
    }

    private static @Nullable Long livingArea(Fields fields) {
        var area = fields.quantity("LivingArea");
        return area == null || area.compareTo(SMALLEST_HOME) < 0
                ? null
                : positive(fields.wholeMeasure("LivingArea", "LivingAreaUnits", UnitOfMeasure.SQUARE_FEET));
    }

    private @Nullable Integer year(@Nullable Integer year) {
        var latest = LocalDate.ofInstant(clock.instant(), profile.timeZone()).getYear() + YEARS_AHEAD;
        return year == null || year < 1_600 || year > latest ? null : year;
    }

    /** The lot size in square feet, if the feed gives it that way; never converted from acres. */
    private static @Nullable Long squareFeet(Fields fields) {
        var squareFeet = fields.quantity("LotSizeSquareFeet");
        if (squareFeet == null || squareFeet.compareTo(BigDecimal.ONE) <= 0) {
            var units = fields.text("LotSizeUnits");
            var unit = units == null ? null : UnitOfMeasure.named(units);
            var area = fields.quantity("LotSizeArea");
            squareFeet = unit == null || unit == UnitOfMeasure.ACRES || unit == UnitOfMeasure.HECTARES || area == null
                    ? null
                    : unit.in(UnitOfMeasure.SQUARE_FEET, area);
        }
        if (squareFeet == null || squareFeet.compareTo(BigDecimal.ONE) <= 0) return null;
        return squareFeet.setScale(0, RoundingMode.HALF_UP).longValue();
    }

    /**
     * Two of the fields have their unit in their name. The third needs a separate unit; without one
     * it cannot be shown.
     */
    private static @Nullable BigDecimal acres(Fields fields) {
        var acres = fields.quantity("LotSizeAcres");
        if (acres != null) return acres;
        var squareFeet = fields.quantity("LotSizeSquareFeet");
        var lot = squareFeet != null && squareFeet.compareTo(BigDecimal.ONE) > 0
                ? UnitOfMeasure.SQUARE_FEET.in(UnitOfMeasure.ACRES, squareFeet)
                : fields.text("LotSizeUnits") == null
                        ? null
                        : fields.measure("LotSizeArea", "LotSizeUnits", UnitOfMeasure.ACRES);
        return lot == null || lot.signum() <= 0 ? null : lot.setScale(4, RoundingMode.HALF_UP);
    }

    private static Listing.@Nullable Coordinates coordinates(Fields fields) {
        var latitude = fields.decimal("Latitude");
        var longitude = fields.decimal("Longitude");
        if (latitude == null || longitude == null) return null;
        // Some feeds send 0, 0 for "unknown".
        var onEarth = latitude.abs().doubleValue() <= 90 && longitude.abs().doubleValue() <= 180;
        return !onEarth || latitude.signum() == 0 || longitude.signum() == 0
                ? null
                : new Listing.Coordinates(latitude, longitude);
    }

    private @Nullable Integer daysOnMarket(Fields fields) {
        var given = fields.smallCount("DaysOnMarket");
        if (given != null) return given;
        var since = fields.date("OnMarketDate");
        if (since == null) return null;
        var days = ChronoUnit.DAYS.between(since, LocalDate.ofInstant(clock.instant(), profile.timeZone()));
        return days < 0 ? null : (int) days;
    }

    private Attribution attribution(Fields fields, MlsProfile.@Nullable Sold sold) {
        var rules = profile.attribution();
        var contact = rules.contactOrder().stream()
                .map(fields::text)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return new Attribution(
                rules.officeLabel(),
                fields.text("ListOfficeName"),
                rules.agentLabel(),
                fields.text("ListAgentFullName"),
                contact,
                fields.text("CoListOfficeName"),
                fields.text("CoListAgentFullName"),
                sold != null && sold.buyerOffice() ? fields.text("BuyerOfficeName") : null,
                rules.agentOnCard(),
                rules.besidePhoto());
    }

    private List<OpenHouse> openHouses(List<Fields> rows) {
        return rows.stream()
                .map(this::openHouseOf)
                .flatMap(Optional::stream)
                .sorted(java.util.Comparator.comparing(OpenHouse::start))
                .toList();
    }

    /**
     * The open house in a standalone OpenHouse record; empty when it is over, canceled, or not open
     * to the public. Remarks are left out because they may reveal an address that only the Property
     * record marks as withheld.
     */
    Optional<OpenHouse> openHouse(Fields fields) {
        return openHouseOf(fields.in(profile.timeZone()))
                .map(openHouse -> new OpenHouse(openHouse.openHouseKey(), openHouse.start(), openHouse.end(), null));
    }

    private Optional<OpenHouse> openHouseOf(Fields fields) {
        var key = fields.text("OpenHouseKey");
        var start = time(fields, "OpenHouseStartTime");
        var end = time(fields, "OpenHouseEndTime");
        var type = fields.text("OpenHouseType");
        var status = fields.text("OpenHouseStatus");
        var now = clock.instant();
        if (key == null || start == null || end == null || !end.isAfter(now) || end.isBefore(start))
            return Optional.empty();
        // MLSs use their own names for the types that are open to the public.
        if (type != null && NOT_FOR_THE_PUBLIC.matcher(type).find()) return Optional.empty();
        if (status != null && CALLED_OFF.matcher(status).find()) return Optional.empty();
        if (start.isAfter(now.plus(60, ChronoUnit.DAYS))) return Optional.empty();
        return Optional.of(new OpenHouse(key, at(start), at(end), fields.description("OpenHouseRemarks")));
    }

    /** A full timestamp, or a time of day combined with OpenHouseDate. */
    private @Nullable Instant time(Fields fields, String field) {
        var timestamp = fields.instant(field);
        if (timestamp != null) return timestamp;
        var date = fields.date("OpenHouseDate");
        var time = fields.text(field);
        if (date == null || time == null || !TIME_OF_DAY.matcher(time).matches()) return null;
        return date.atTime(LocalTime.parse(time.substring(0, 5)))
                .atZone(profile.timeZone())
                .toInstant();
    }

    private java.time.ZonedDateTime at(Instant instant) {
        return instant.atZone(profile.timeZone());
    }

    private static @Nullable String label(Fields fields, String field) {
        var value = fields.text(field);
        return value == null ? null : Enumerations.label(value);
    }

    private static <N extends Number> @Nullable N positive(@Nullable N number) {
        return number == null || number.longValue() <= 0 ? null : number;
    }

    private static String shortened(String key) {
        var line = key.replaceAll("\\s+", " ");
        return line.length() <= ListingKey.LONGEST ? line : line.substring(0, ListingKey.LONGEST) + "…";
    }

    /** A home without a listing number is identified by its key. */
    private String listingId(Fields fields) {
        var listingKey = key(fields, "ListingKey");
        if (fields.text("ListingId") == null) return listingKey;
        var listingId = key(fields, "ListingId");
        return profile.feedTerms().markedNumbers() ? MlsMark.without(listingKey, listingId) : listingId;
    }

    private static String key(Fields fields, String field) {
        var value = required(fields, field);
        if (!ListingKey.isPossible(value))
            throw new IllegalArgumentException(field + " of " + value.length() + " characters");
        return value;
    }

    private static String required(Fields fields, String field) {
        var value = fields.text(field);
        if (value == null) throw new IllegalArgumentException("no " + field);
        return value;
    }
}
