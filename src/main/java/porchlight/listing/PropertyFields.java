package porchlight.listing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The fields this site asks a feed for: the allow-list behind every {@code $select}. */
public final class PropertyFields {
    /** What decides whether and how a listing may be shown. */
    private static final List<String> RULES = List.of("StandardStatus", "DelayedMarketingYN", "ApprovalStatus");

    private static final List<String> CARD = List.of(
            "ListingKey",
            "ListingId",
            "PropertyType",
            "PropertySubType",
            "ListPrice",
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
            "DaysOnMarket",
            "PhotosCount",
            "ListOfficeName",
            "ListAgentFullName",
            "ModificationTimestamp",
            "OriginatingSystemName");

    /** What {@link Traits} are read from, and the county. */
    private static final List<String> TRAITS = List.of(
            "CountyOrParish",
            "ElementarySchool",
            "MiddleOrJuniorSchool",
            "HighSchool",
            "GarageYN",
            "PoolPrivateYN",
            "WaterfrontYN",
            "ViewYN",
            "View",
            "FireplaceYN",
            "SeniorCommunityYN",
            "MajorChangeType",
            "AssociationYN",
            "AssociationFee",
            "AssociationFeeFrequency");

    private static final List<String> DETAIL = List.of(
            "BathroomsTotalDecimal",
            "CountyOrParish",
            "AssociationYN",
            "PublicRemarks",
            "VirtualTourURLUnbranded",
            "CoListOfficeName",
            "CoListAgentFullName",
            "CopyrightNotice",
            "Disclaimer",
            "SourceMLSURL");

    private PropertyFields() {}

    /** The fields of a result card. */
    public static List<String> card(MlsProfile profile) {
        return union(
                RULES,
                optOut(profile),
                sold(profile),
                CARD,
                profile.attribution().contactOrder(),
                profile.required().summary());
    }

    /** The fields of a result card and of what else homes are searched by. */
    static List<String> indexed(MlsProfile profile) {
        return union(card(profile), TRAITS);
    }

    /** The fields of a detail page. */
    public static List<String> detail(MlsProfile profile) {
        return union(
                RULES,
                optOut(profile),
                sold(profile),
                CARD,
                DETAIL,
                HistoryParser.FIELDS,
                FactField.names(),
                profile.attribution().contactOrder(),
                profile.required().summary(),
                profile.required().detail());
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
