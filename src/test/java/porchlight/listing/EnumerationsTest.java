package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values in the spellings of several vendors, converted to the Data Dictionary's wording. */
class EnumerationsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ActiveUnderContract | Active Under Contract
            Active_Under_Contract | Active Under Contract
            SingleFamilyResidence | Single Family Residence
            Public_Sewer | Public Sewer
            Cable_Available | Cable Available
            Item24HourSecurity | 24 Hour Security
            _24_Hour_Security | 24 Hour Security
            Item12to1AcreLot | 1/2 to 1 Acre Lot
            WalkInClosets | Walk-In Closet(s)
            Walk_In_Closets | Walk-In Closet(s)
            CulDeSac | Cul-De-Sac
            HOAFee | HOA Fee
            Duplex | Duplex
            Walk-In Closet(s) | Walk-In Closet(s)
            Trees/Woods | Trees/Woods
            """)
    void termsReadAsTheDictionaryHasThem(String value, String term) {
        assertEquals(term, Enumerations.label(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Residential Lease",
                "ResidentialLease",
                "Residential_Lease",
                "Commercial Lease",
                "Rental",
                "Rentals",
                "Residential Rental",
                "ResidentialRental",
                "For Rent",
                "For Lease",
                "For Sub-Lease",
                "COMMERCIAL LEASE"
            })
    void whatIsForRentIsKnown(String type) {
        assertTrue(PropertyType.isLease(type));
        assertTrue(PropertyType.values(PropertyType.LEASES).contains(PropertyType.term(type)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Residential", "Residential Income", "Commercial Sale", "Land", "Parent Parcel", "Current Use"})
    void whatIsForSaleIsNotTakenForIt(String type) {
        assertFalse(PropertyType.isLease(type));
        assertEquals(type, PropertyType.term(type));
    }

    @ParameterizedTest
    @CsvSource({
        "ActiveUnderContract, Active Under Contract",
        "Item24HourSecurity, 24 Hour Security",
        "Public_Sewer, Public Sewer",
        "TREES_WOODS, Trees/Woods"
    })
    void spellingsAreComparedByLettersAndDigits(String one, String other) {
        assertEquals(Spelling.letters(one), Spelling.letters(other));
    }
}
