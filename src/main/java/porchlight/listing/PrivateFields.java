package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * RESO fields that a public site must never show. The allow-list of {@link PropertyFields} is what
 * keeps them off the pages; this class is for warning an owner whose key can see too much.
 */
public final class PrivateFields {
    /**
     * Data Dictionary names, including those of earlier editions and compensation of every kind
     * (NAR settlement 2024; NAR IDX model rules 18.3.1). What a tenant or an owner pays for a
     * rental (TenantPays, OwnerPays) is public.
     */
    private static final Set<String> CONFIDENTIAL = Set.of(
            "AccessCode",
            "BuyerAgencyCompensation",
            "BuyerAgencyCompensationType",
            "BuyerBrokerageCompensation",
            "BuyerBrokerageCompensationType",
            "CancelationDate",
            "CancellationDate",
            "CompensationComments",
            "ConcessionsComments",
            "DualOrVariableRateCommissionYN",
            "DualVariableCompensationYN",
            "ExpirationDate",
            "LeaseRenewalCompensation",
            "ListAgentHomePhone",
            "ListAgentPager",
            "ListAgentVoiceMail",
            "ListingAgreement",
            "LockBoxLocation",
            "LockBoxSerialNumber",
            "LockBoxType",
            "OccupantName",
            "OccupantPhone",
            "OwnerName",
            "OwnerPhone",
            "PrivateOfficeRemarks",
            "PrivateRemarks",
            "ShowingAdvanceNotice",
            "ShowingContactName",
            "ShowingContactPhone",
            "ShowingContactPhoneExt",
            "ShowingContactType",
            "ShowingDays",
            "ShowingEndTime",
            "ShowingInstructions",
            "ShowingRequirements",
            "ShowingServiceName",
            "ShowingStartTime",
            "SignOnPropertyYN",
            "SubAgencyCompensation",
            "SubAgencyCompensationType",
            "TransactionBrokerCompensation",
            "TransactionBrokerCompensationType",
            "WithdrawnDate");

    /**
     * Fields that ordinary IDX keys of some MLSs also return. The MLS decides whether they may be
     * shown.
     */
    private static final Set<String> LOCAL = Set.of(
            "BuyerFinancing",
            "Contingency",
            "ListAgentMobilePhone",
            "ListAgentStateLicense",
            "ListingService",
            "ListingTerms",
            "OccupantType",
            "OffMarketDate",
            "ParcelNumber",
            "PendingTimestamp",
            "PurchaseContractDate",
            "SpecialListingConditions",
            "TaxLegalDescription");

    private PrivateFields() {}

    /** Whether no public site may show the field, whatever the MLS. */
    public static boolean isConfidential(String field) {
        return CONFIDENTIAL.contains(field);
    }

    /** The confidential fields that have a value in any of the rows, sorted. */
    public static List<String> confidentialIn(List<JsonNode> rows) {
        return valuesIn(rows).stream().filter(PrivateFields::isConfidential).toList();
    }

    /** The fields with a value in any of the rows that only some MLSs make public, sorted. */
    public static List<String> localIn(List<JsonNode> rows) {
        return valuesIn(rows).stream().filter(LOCAL::contains).toList();
    }

    private static Set<String> valuesIn(List<JsonNode> rows) {
        var names = new TreeSet<String>();
        for (var row : rows)
            row.fieldNames().forEachRemaining(name -> {
                // "Name@Core.Permissions" and "********" mean that a value is hidden from this key.
                if (name.indexOf('@') < 0 && hasValue(row.path(name))) names.add(name);
            });
        return names;
    }

    private static boolean hasValue(JsonNode value) {
        if (value.isContainerNode()) return !value.isEmpty();
        return !value.isNull()
                && !value.isMissingNode()
                && !value.asText().isBlank()
                && !value.asText().matches("\\*+");
    }
}
