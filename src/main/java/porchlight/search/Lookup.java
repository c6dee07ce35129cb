package porchlight.search;

import java.util.Set;

/**
 * Values that the RESO Data Dictionary defines for fields. The lists are closed, except for PropertySubType, to which
 * MLSs add their own values.
 *
 * @see <a href="https://dd.reso.org/DD2.0/lookups/">RESO Data Dictionary 2.0, lookups</a>
 */
enum Lookup {
    PROPERTY_TYPE(
            "BusinessOpportunity",
            "CommercialLease",
            "CommercialSale",
            "Farm",
            "Land",
            "ManufacturedInPark",
            "Residential",
            "ResidentialIncome",
            "ResidentialLease"),
    PROPERTY_SUB_TYPE(
            "Agriculture",
            "Apartment",
            "BoatSlip",
            "Business",
            "Cabin",
            "Condominium",
            "DeededParking",
            "Duplex",
            "Farm",
            "HotelMotel",
            "Hotel/Motel",
            "Industrial",
            "ManufacturedHome",
            "ManufacturedOnLand",
            "MixedUse",
            "MobileHome",
            "MultiFamily",
            "Office",
            "OwnYourOwn",
            "Quadruplex",
            "Ranch",
            "Retail",
            "SingleFamilyResidence",
            "StockCooperative",
            "Timeshare",
            "Townhouse",
            "Triplex",
            "UnimprovedLand",
            "Warehouse"),
    STANDARD_STATUS(
            "Active",
            "ActiveUnderContract",
            "Canceled",
            "Closed",
            "ComingSoon",
            "Delete",
            "Expired",
            "Hold",
            "Incomplete",
            "Pending",
            "Withdrawn");

    private final Set<String> values;

    Lookup(String... values) {
        this.values = Set.of(values);
    }

    /** Whether it is one of the values; feeds write either "Active Under Contract" or "ActiveUnderContract". */
    boolean has(String value) {
        return values.contains(value.replace(" ", ""));
    }
}
