package porchlight.odata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ODataQueryTest {
    private static final HttpUrl ROOT = HttpUrl.get("https://mls.example/Reso/OData/");

    static Stream<Arguments> urls() {
        var property = ODataQuery.of("Property");
        return Stream.of(
                Arguments.of(property, ""),
                Arguments.of(property.select(List.of("ListingKey", "City")), "?%24select=ListingKey%2CCity"),
                Arguments.of(
                        property.filter(Filter.eq("City", "O'Brien & Söhne+1")),
                        "?%24filter=City%20eq%20%27O%27%27Brien%20%26%20S%C3%B6hne%2B1%27"),
                Arguments.of(
                        property.orderBy(List.of(OrderBy.descending("ListPrice"), OrderBy.ascending("ListingKey"))),
                        "?%24orderby=ListPrice%20desc%2CListingKey"),
                Arguments.of(property.top(24).skip(48).counted(), "?%24top=24&%24skip=48&%24count=true"),
                Arguments.of(property.skip(0), ""));
    }

    @ParameterizedTest
    @MethodSource("urls")
    void queriesBecomeUrls(ODataQuery query, String expected) {
        assertEquals(
                "https://mls.example/Reso/OData/Property" + expected,
                query.url(ROOT).toString());
    }

    @Test
    void expansionsCarryTheirOptionsInParentheses() {
        var media = new Expand(
                "Media",
                List.of("MediaURL", "Order"),
                Filter.eq("MediaCategory", "Photo"),
                List.of(OrderBy.ascending("Order")),
                1);
        var url = ODataQuery.of("Property")
                .expand(List.of(media, Expand.of("Room", List.of())))
                .url(ROOT);
        assertEquals(
                "Media($select=MediaURL,Order;$filter=MediaCategory eq 'Photo';$orderby=Order;$top=1),Room",
                url.queryParameter("$expand"));
    }

    @ParameterizedTest
    @CsvSource({"20100000000000000000000000, 20100000000000000000000000", "O'B, O''B", "a/b?c#d, a%2Fb%3Fc%23d"})
    void keysAreQuotedAndEncoded(String key, String expected) {
        var url = ODataQuery.of("Property").entityUrl(ROOT, key);
        assertEquals("/Reso/OData/Property('" + expected + "')", url.encodedPath());
    }

    @Test
    void anEntityUrlHasOnlySelectAndExpand() {
        var query = ODataQuery.of("Property")
                .select(List.of("City"))
                .filter(Filter.eq("City", "A"))
                .top(3)
                .skip(4)
                .counted();
        assertEquals("$select=City", query.entityUrl(ROOT, "1").query());
    }

    @Test
    void aServiceRootMayLackItsLastSlash() {
        var root = HttpUrl.get("https://mls.example/Reso/OData");
        assertEquals("/Reso/OData/Property", ODataQuery.of("Property").url(root).encodedPath());
    }
}
