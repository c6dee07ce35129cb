package porchlight.listing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.InstantSource;
import java.util.List;

/** Listings as the feed gives them, for tests in other packages. */
public final class TestListings {
    private static final MlsProfile PROFILE = MlsProfiles.load("demo");

    private TestListings() {}

    /** A home for sale in Portland. */
    public static ListingWithTraits of(String key, long price, InstantSource clock) {
        var record = JsonNodeFactory.instance
                .objectNode()
                .put("ListingKey", key)
                .put("ListingId", "RC" + key)
                .put("StandardStatus", "Active")
                .put("PropertyType", "Residential")
                .put("ListPrice", price)
                .put("StreetNumber", "12")
                .put("StreetName", "Main")
                .put("StreetSuffix", "St")
                .put("City", "Portland")
                .put("StateOrProvince", "OR")
                .put("PostalCode", "97214");
        var parser =
                new PropertyParser(PROFILE, TestPhotoUrls.on("http://127.0.0.1:8090/Reso/OData/", List.of()), clock);
        return parser.index(record, new Expansions("Media", "OpenHouses", "Rooms", "Units"))
                .orElseThrow();
    }
}
