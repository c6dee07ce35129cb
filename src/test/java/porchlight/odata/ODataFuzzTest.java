package porchlight.odata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Whatever a service sends, it is read or refused as nonsense, in bounded time, and never a fault. */
class ODataFuzzTest {
    private static final HttpUrl ROOT = HttpUrl.get("http://127.0.0.1:9/Reso/OData/");
    private static final Duration LONGEST_RETRY = Duration.ofHours(1);

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40),
                Arbitraries.of(
                        "",
                        "\u0000",
                        "\uD800",
                        "\u202E",
                        "Collection(",
                        "Collection(Collection(A.B))",
                        "A.B",
                        ".",
                        ".."));
    }

    @Provide
    Arbitrary<String> csdl() {
        var names = Arbitraries.of(
                "A", "B", "C", "R.A", "R.B", "Collection(R.A)", "Collection(", "Edm.String", "", ".", "X.Y.Z");
        var attributes =
                Arbitraries.of("Name", "Type", "BaseType", "EntityType", "Namespace", "Alias", "x:Name", "Name ");
        var elements = Arbitraries.of(
                "Schema",
                "EntityType",
                "Property",
                "NavigationProperty",
                "EntitySet",
                "EntityContainer",
                "x:EntityType",
                "Annotation");
        var opened = Combinators.combine(
                        elements,
                        Combinators.combine(attributes, names)
                                .as((name, value) -> " " + name + "=\"" + value + "\"")
                                .list()
                                .ofMaxSize(3),
                        Arbitraries.of(">", "/>", ">", ""))
                .as((element, given, end) -> "<" + element + String.join("", given) + end);
        var pieces = Arbitraries.oneOf(
                opened,
                elements.map(element -> "</" + element + ">"),
                Arbitraries.of(
                        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
                        "&b;",
                        "&#0;",
                        "&lt;",
                        "<![CDATA[",
                        "]]>",
                        "<?xml version='1.0'?>",
                        "<!--",
                        "-->"),
                texts());
        return pieces.list().ofMaxSize(25).map(all -> "<Edmx>" + String.join("", all) + "</Edmx>");
    }

    /** Well-formed, so that what is read has meaning. */
    @Provide
    Arbitrary<String> schemas() {
        var names = Arbitraries.of("A", "B", "C", "D");
        var types = Arbitraries.of("R.A", "R.B", "S.C", "Collection(R.D)", "Edm.String", "", "R.", "..");
        var members = Combinators.combine(Arbitraries.of("Property", "NavigationProperty"), names, types)
                .as((kind, name, type) -> "<" + kind + " Name=\"" + name + "\" Type=\"" + type + "\"/>")
                .list()
                .ofMaxSize(5)
                .map(all -> String.join("", all));
        var entities = Combinators.combine(names, types, members)
                .as((name, base, all) ->
                        "<EntityType Name=\"" + name + "\" BaseType=\"" + base + "\">" + all + "</EntityType>");
        var sets = Combinators.combine(names, types)
                .as((name, type) -> "<EntitySet Name=\"" + name + "\" EntityType=\"" + type + "\"/>");
        return Arbitraries.oneOf(entities, sets)
                .list()
                .ofMaxSize(12)
                .map(all -> "<Edmx><Schema Namespace=\"R\" Alias=\"S\">" + String.join("", all) + "</Schema></Edmx>");
    }

    private static Metadata parse(String xml) throws XMLStreamException {
        return Csdl.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Property(tries = 1_500, seed = "20261124")
    void metadataAreReadOrNoXml(@ForAll("csdl") String xml) {
        try {
            read(parse(xml));
        } catch (XMLStreamException nonsense) {
            assertNotNull(nonsense);
        }
    }

    @Property(tries = 1_000, seed = "20261124")
    void metadataOfAnyShapeAreRead(@ForAll("schemas") String xml) throws XMLStreamException {
        read(parse(xml));
    }

    private static void read(Metadata metadata) {
        metadata.entitySets().forEach((set, type) -> {
            assertEquals(type, metadata.entityType(set).orElseThrow());
            for (var name : type.navigation()) type.isCollection(name);
            for (var name : type.properties()) assertTrue(type.declares(name));
        });
    }

    /** Each type inherits from the one before and leads to all of them: what is read of it would grow with the square. */
    @Example
    void metadataThatMultiplyAreRefusedSoon() {
        var types = IntStream.range(1, 20_000)
                .mapToObj(i -> "<EntityType Name=\"T" + i + "\" BaseType=\"R.T" + (i - 1)
                        + "\"><NavigationProperty Name=\"N" + i
                        + "\" Type=\"R.T" + (19_999 - i) + "\"/></EntityType><EntitySet Name=\"S" + i
                        + "\" EntityType=\"R.T" + i + "\"/>")
                .toList();
        assertThrows(
                XMLStreamException.class,
                () -> parse("<Edmx><Schema Namespace=\"R\">" + String.join("", types) + "</Schema></Edmx>"));
    }

    @Example
    void entitiesThatMultiplyAreNoXml() {
        var bomb =
                "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><Edmx>&b;</Edmx>";
        try {
            assertTrue(parse(bomb).entitySets().isEmpty());
        } catch (XMLStreamException refused) {
            assertNotNull(refused);
        }
    }

    @Provide
    Arbitrary<String> pages() {
        var names = Arbitraries.of(
                "value",
                "@odata.nextLink",
                "@nextLink",
                "@odata.count",
                "@count",
                "error",
                "D",
                "Success",
                "Code",
                "x");
        var links = Arbitraries.of(
                "Property?$skip=25",
                "http://127.0.0.1:9/Reso/OData/Property?$skip=25",
                "http://evil.example/Property",
                "//evil.example/",
                "http://user:password@127.0.0.1:9/",
                "javascript:alert(1)",
                "file:///etc/passwd",
                "http://[::1",
                "http://127.0.0.1:99999999/",
                "?",
                "#",
                "%zz",
                "..//..");
        var scalars = Arbitraries.oneOf(
                links.map(ODataFuzzTest::quoted),
                texts().map(ODataFuzzTest::quoted),
                Arbitraries.of(
                        "null",
                        "true",
                        "false",
                        "[]",
                        "{}",
                        "-1",
                        "1e999",
                        "12345678901234567890",
                        "[[[]]]",
                        "[{\"a\":1}]",
                        "[1,null]"));
        var members = Combinators.combine(names, scalars).as((name, value) -> quoted(name) + ":" + value);
        return Arbitraries.oneOf(
                members.list().ofMaxSize(6).map(all -> "{" + String.join(",", all) + "}"),
                members.list().ofMaxSize(4).map(all -> "{\"value\":[]," + String.join(",", all) + "}"),
                texts());
    }

    private static String quoted(String text) {
        return Json.MAPPER.getNodeFactory().textNode(text).toString();
    }

    @Provide
    Arbitrary<String> fields() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(30),
                Arbitraries.of(
                        "Tue, 24 Nov 2026 10:00:00 GMT",
                        "Tue, 24 Nov 0000 10:00:00 GMT",
                        "Mon, 32 Foo 2026 99:00:00 GMT",
                        "999999999",
                        "99999999999999999999",
                        "-5",
                        "1.5"));
    }

    @Property(tries = 1_500, seed = "20261124", shrinking = ShrinkingMode.OFF)
    void aPageAndTheOneAfterItAreReadOrRefused(
            @ForAll("pages") String body, @ForAll("fields") String field, @ForAll("statuses") int status) {
        var http = new OkHttpClient.Builder()
                .addInterceptor(chain -> new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(status)
                        .message("")
                        .header("Date", field)
                        .header("Age", field)
                        .header("Cache-Status", field)
                        .header("Retry-After", field)
                        .body(ResponseBody.create(body, MediaType.get("application/json")))
                        .build())
                .build();
        var client = new ODataClient(http, ROOT, InstantSource.fixed(Instant.EPOCH));
        try {
            var page = client.page(ODataQuery.of("Property"));
            assertNotNull(page.asOf());
            var next = page.nextLink();
            if (next != null) client.next(next);
        } catch (ODataException refused) {
            assertNotNull(refused.kind());
        }
        for (Runnable other : List.<Runnable>of(
                () -> client.entity(ODataQuery.of("Property"), field),
                client::serviceDocument,
                client::metadata,
                () -> client.next(body)))
            try {
                other.run();
            } catch (ODataException refused) {
                assertNotNull(refused.kind());
            }
        ServiceError.read(body.getBytes(StandardCharsets.UTF_8));
        SparkCode.status(field);
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.of(200, 200, 200, 204, 301, 400, 401, 404, 429, 500, 503);
    }

    @Property(tries = 500, seed = "20261124")
    void aTimeToWaitIsNoneOrUpToAnHour(@ForAll("fields") String field) {
        var response = new Response.Builder()
                .request(new okhttp3.Request.Builder().url(ROOT).build())
                .protocol(Protocol.HTTP_1_1)
                .code(429)
                .message("")
                .header("Retry-After", field)
                .build();
        RetryAfter.of(response, Instant.EPOCH).ifPresent(wait -> {
            assertTrue(!wait.isNegative(), wait.toString());
            assertTrue(wait.compareTo(LONGEST_RETRY) <= 0, wait.toString());
        });
    }
}
