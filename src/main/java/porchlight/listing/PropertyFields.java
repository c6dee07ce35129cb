package porchlight.listing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The fields this site requests from a feed: the allow-list behind every {@code $select}. Most
 * important first, since the last are dropped when a feed accepts only short URLs.
 */
public final class PropertyFields {
    /** The fields that decide whether and how a listing may be shown. */
    private static final List<String> RULES =
            List.of("StandardStatus", "DelayedMarketingYN", "ApprovalStatus", "TransactionType");

    /** The description. */
    static final String REMARKS = "PublicRemarks";

    private static final List<String> CARD = List.of(
            "ListingKey",
            "ListingId",
            "PropertyType",
            "PropertySubType",
            "ListPrice",
            "ListOfficeName",
            "ListAgentFullName",
            "ModificationTimestamp",
            "PhotosCount",
            "PreviousListPrice",
            "OriginalListPrice",
            "PriceChangeTimestamp",
            "LeaseAmountFrequency",
            "UnparsedAddress",
            "StreetNumber",
            "StreetDirPrefix",
            "StreetName",
            "StreetSuffix",
            "StreetDirSuffix",
            "UnitNumber",
            "City",
            "StateOrProvince",
            "PostalCode",
            "Country",
            "SubdivisionName",
            "Latitude",
            "Longitude",
            "BedroomsTotal",
            "BathroomsTotalInteger",
            "BathroomsFull",
            "BathroomsHalf",
            "LivingArea",
            "LivingAreaUnits",
            "LotSizeAcres",
            "LotSizeSquareFeet",
            "LotSizeArea",
            "LotSizeUnits",
            "YearBuilt",
            "GarageSpaces",
            "NewConstructionYN",
            "OnMarketDate",
            "BuildingAreaTotal",
            "BuildingAreaUnits",
            "DaysOnMarket",
            "OriginatingSystemName");

    /** The fields that {@link Traits} are read from besides {@link Trait#flags}, and the county. */
    private static final List<String> TRAITS = List.of(
            "CountyOrParish",
            "ElementarySchool",
            "MiddleOrJuniorSchool",
            "HighSchool",
            "View",
            "MajorChangeType",
            "AssociationYN",
            "AssociationFee",
            "AssociationFeeFrequency");

    /** What few visitors search by: when homes returned to the market, and what they cost a month. */
    private static final List<String> LESS_NEEDED = List.of(
            "MajorChangeTimestamp",
            "BackOnMarketDate",
            "BackOnMarketTimestamp",
            "TaxAnnualAmount",
            "AssociationFee2",
            "AssociationFee2Frequency",
            "LandLeaseAmount",
            "LandLeaseAmountFrequency",
            "ParkingTotal");

    private static final List<String> DETAIL = List.of(
            "BathroomsTotalDecimal",
            "CountyOrParish",
            "AssociationYN",
            REMARKS,
            "VirtualTourURLUnbranded",
            "CoListOfficeName",
            "CoListAgentFullName",
            "CopyrightNotice",
            "Disclaimer",
            "SourceMLSURL");

    /** Search fields that contain a Data Dictionary term rather than a name. */
    static final List<String> ENUMERATED = List.of(
            "StandardStatus",
            "PropertyType",
            "PropertySubType",
            "MajorChangeType",
            "AssociationFeeFrequency",
            "LivingAreaUnits",
            "LotSizeUnits",
            "LeaseAmountFrequency");

    private PropertyFields() {}

    /** The fields of a result card. */
    public static List<String> card(MlsProfile profile) {
        return union(
                RULES,
                optOut(profile),
                sold(profile),
                profile.required().summary(),
                profile.attribution().contactOrder(),
                profile.ours().fields(),
                CARD);
    }

    /** The fields of a result card, and the others that homes are searched by. */
    static List<String> indexed(MlsProfile profile, boolean remarks) {
        return union(
                card(profile),
                TRAITS,
                Trait.flags(),
                Floors.FIELDS,
                remarks ? List.of(REMARKS) : List.of(),
                FeatureGroup.fields(FeatureGroup.of(profile)),
                LESS_NEEDED);
    }

    /** Those of them that homes are only searched by: the catalog has their values in another form. */
    static List<String> searchedOnly(MlsProfile profile) {
        var only = union(List.of("ParkingTotal"), Floors.FIELDS, FeatureGroup.fields(FeatureGroup.of(profile)));
        only.removeAll(card(profile));
        return only;
    }

    /** The fields of a detail page. */
    public static List<String> detail(MlsProfile profile) {
        return union(
                RULES,
                optOut(profile),
                sold(profile),
                profile.required().summary(),
                profile.required().detail(),
                profile.attribution().contactOrder(),
                profile.ours().fields(),
                CARD,
                DETAIL,
                HistoryParser.FIELDS,
                FactField.names());
    }

    static final List<String> MEDIA = List.of(
            "MediaKey",
            "MediaURL",
            "MediaCategory",
            "Order",
            "PreferredPhotoYN",
            "ShortDescription",
            "ImageWidth",
            "ImageHeight",
            "Permission");

    private static List<String> optOut(MlsProfile profile) {
        return List.of(profile.optOut().listingField(), profile.optOut().addressField());
    }

    private static List<String> sold(MlsProfile profile) {
        var sold = profile.sold();
        if (sold == null) return List.of();
        return Stream.of("CloseDate", sold.price() ? "ClosePrice" : null, sold.buyerOffice() ? "BuyerOfficeName" : null)
                .filter(Objects::nonNull)
                .toList();
    }

    @SafeVarargs
    private static List<String> union(List<String>... lists) {
        var all = new LinkedHashSet<String>();
        for (var list : lists) all.addAll(list);
        return new ArrayList<>(all);
    }
}
