package porchlight.demomls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import porchlight.demomls.town.Digits;

/**
 * The rows of the Lookup resource: every value that the market uses in a field annotated with a
 * lookup name. For fields that are empty in the market, or occur only in nested records, some of
 * their possible values.
 */
final class Lookups {
    /**
     * Values for fields that are empty in the market's rows; fields not listed here get {@link
     * #ANY}.
     */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("AssociationFee2Frequency", "Annually|Monthly|Quarterly"),
            Map.entry("AssociationFeeFrequency", "Annually|Monthly|Quarterly"),
            Map.entry("AvailableLeaseType", "Gross|Net"),
            Map.entry("BodyType", "Double Wide|Single Wide|Triple Wide"),
            Map.entry("BuildingAreaSource", "Appraiser|Assessor|Owner"),
            Map.entry("BuyerAgencyCompensationType", "$|%"),
            Map.entry("BuyerFinancing", "Cash|Conventional|FHA|VA"),
            Map.entry("ChangeType", "Active|Closed|Pending|Price Change"),
            Map.entry("Concessions", "Call Listing Agent|No|Yes"),
            Map.entry("Contingency", "None|Other"),
            Map.entry("DirectionFaces", "East|North|South|West"),
            Map.entry("Furnished", "Furnished|Partially|Unfurnished"),
            Map.entry("GreenBuildingVerificationType", "ENERGY STAR Certified Homes|LEED For Homes"),
            Map.entry("LandLeaseAmountFrequency", "Annually|Monthly"),
            Map.entry("LeaseAmountFrequency", "Annually|Monthly|Weekly"),
            Map.entry("LeaseTerm", "12 Months|6 Months|Month To Month"),
            Map.entry("ListingAgreement", "Exclusive Agency|Exclusive Right To Sell"),
            Map.entry("ListingService", "Entry Only|Full Service|Limited Service"),
            Map.entry("ListingTerms", "Cash|Conventional|FHA|VA Loan"),
            Map.entry("MajorChangeType", "Active|Closed|Pending|Price Change"),
            Map.entry("MediaCategory", "Branded Virtual Tour|Document|Floor Plan|Photo|Unbranded Virtual Tour|Video"),
            Map.entry("OccupantType", "Owner|Tenant|Vacant"),
            Map.entry("OwnershipType", "Corporation|LLC|Partnership|Sole Proprietor|Trust"),
            Map.entry("Permission", "Private|Public"),
            Map.entry("RoadResponsibility", "Private Maintained Road|Public Maintained Road"),
            Map.entry("RoomLevel", "Basement|Lower|Main|Upper"),
            Map.entry("RoomType", "Bathroom|Bedroom|Dining Room|Kitchen|Living Room|Primary Bedroom"),
            Map.entry("SpecialListingConditions", "Auction|Short Sale|Standard|Trust"),
            Map.entry("StreetDirPrefix", "E|N|NE|NW|S|SE|SW|W"),
            Map.entry("StreetDirSuffix", "E|N|NE|NW|S|SE|SW|W"),
            Map.entry("UnitTypeType", "1 Bedroom|2 Bedroom|3 Bedroom|Studio"));

    private static final String ANY = "None|Other|See Remarks";

    private Lookups() {}

    /** @param rows the rows of each entity set that has them, by its name */
    static List<ObjectNode> of(Schema schema, Map<String, List<? extends JsonNode>> rows) {
        var values = new TreeMap<String, Set<String>>();
        for (var type : schema.types())
            for (var field : type.fields().values()) {
                if (!field.isLookup()) continue;
                var known = values.computeIfAbsent(field.name(), name -> new TreeSet<>());
                for (var row : rows.getOrDefault(type.name(), List.of())) {
                    var value = row.path(field.name());
                    if (value.isTextual()) known.add(value.asText());
                    value.forEach(item -> known.add(item.asText()));
                }
            }
        var lookups = new ArrayList<ObjectNode>();
        values.forEach((name, known) -> {
            if (known.isEmpty())
                known.addAll(List.of(VALUES.getOrDefault(name, ANY).split("\\|")));
            known.forEach(value -> lookups.add(row(lookups.size(), name, value)));
        });
        return lookups;
    }

    private static ObjectNode row(int number, String name, String value) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("LookupKey", "2" + Digits.of(number, 25))
                .put("LookupName", name)
                .put("LookupValue", value)
                .put("LegacyODataValue", value.replaceAll("[^A-Za-z0-9]", ""))
                .put("ModificationTimestamp", "2026-06-01T00:00:00Z");
    }
}
