package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import porchlight.listing.MlsProfile.OptOut;

class PrivateFieldsTest {
    @Test
    void fieldsWithValuesAreFound() throws JsonProcessingException {
        var rows = List.of(
                row("{\"City\":\"Portland\",\"PrivateRemarks\":\"Key under mat\",\"ListingTerms\":[\"Cash\"]}"),
                row("{\"OwnerName\":\"A. Person\",\"BuyerAgencyCompensation\":\"2.5\",\"ParcelNumber\":\"R1\"}"));

        assertEquals(
                List.of("BuyerAgencyCompensation", "OwnerName", "PrivateRemarks"), PrivateFields.confidentialIn(rows));
        assertEquals(List.of("ListingTerms", "ParcelNumber"), PrivateFields.localIn(rows));
    }

    @Test
    void hiddenAndEmptyFieldsAreNot() throws JsonProcessingException {
        var rows = List.of(row("""
                {"PrivateRemarks@Core.Permissions":"None","OwnerName":"********","OwnerPhone":null,
                 "LockBoxType":[],"AccessCode":"  ","ShowingDays":{}}
                """));

        assertEquals(List.of(), PrivateFields.confidentialIn(rows));
    }

    @Test
    void whatTenantAndOwnerPayIsPublic() throws JsonProcessingException {
        var rows = List.of(row("""
                {"OwnerPays":["Water"],"TenantPays":["Electricity"],"LeaseRenewalCompensation":["Fee"],
                 "BuyerBrokerageCompensationType":"%","LocalCompensationPlan":"A"}
                """));

        assertEquals(
                List.of("BuyerBrokerageCompensationType", "LeaseRenewalCompensation"),
                PrivateFields.confidentialIn(rows));
    }

    @Test
    void siteAsksForNoConfidentialField() {
        for (var field : PropertyFields.detail(MlsProfiles.load("demo")))
            assertFalse(PrivateFields.isConfidential(field), field);
        assertFalse(PrivateFields.isConfidential(OptOut.standard().listingField()));
    }

    private static JsonNode row(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json);
    }
}
