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
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;

/**
 * Whatever a service sends is either read or refused as malformed, in bounded time, and never
 * causes another exception.
 */
class ODataFuzzTest {
    private static final HttpUrl ROOT = HttpUrl.get("http://127.0.0.1:9/Reso/OData/");
    private static final Duration LONGEST_RETRY = Duration.ofHours(1);

    private static Gen<String> texts() {
        return Gen.oneOf(
                Gen.strings(40),
                Gen.ascii(40),
                Gen.of(
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

    Gen<String> csdl() {
        var names =
                Gen.of("A", "B", "C", "R.A", "R.B", "Collection(R.A)", "Collection(", "Edm.String", "", ".", "X.Y.Z");
        var attributes = Gen.of("Name", "Type", "BaseType", "EntityType", "Namespace", "Alias", "x:Name", "Name ");
        var elements = Gen.of(
                "Schema",
                "EntityType",
                "Property",
                "NavigationProperty",
                "EntitySet",
                "EntityContainer",
                "x:EntityType",
                "Annotation");
        var opened = Gen.all(
                elements,
                Gen.both(attributes, names, (name, value) -> " " + name + "=\"" + value + "\"")
                        .list(3),
                Gen.of(">", "/>", ">", ""),
                (element, given, end) -> "<" + element + String.join("", given) + end);
        var pieces = Gen.oneOf(
                opened,
                elements.map(element -> "</" + element + ">"),
                Gen.of(
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
        return pieces.list(25).map(all -> "<Edmx>" + String.join("", all) + "</Edmx>");
    }

    /** Well-formed, so that the parsed content has meaning. */
    Gen<String> schemas() {
        var names = Gen.of("A", "B", "C", "D");
        var types = Gen.of("R.A", "R.B", "S.C", "Collection(R.D)", "Edm.String", "", "R.", "..");
        var members = Gen.all(
                        Gen.of("Property", "NavigationProperty"),
                        names,
                        types,
                        (kind, name, type) -> "<" + kind + " Name=\"" + name + "\" Type=\"" + type + "\"/>")
                .list(5)
                .map(all -> String.join("", all));
        var entities = Gen.all(
                names,
                types,
                members,
                (name, base, all) ->
                        "<EntityType Name=\"" + name + "\" BaseType=\"" + base + "\">" + all + "</EntityType>");
        var sets = Gen.both(
                names, types, (name, type) -> "<EntitySet Name=\"" + name + "\" EntityType=\"" + type + "\"/>");
        return Gen.oneOf(entities, sets)
                .list(12)
                .map(all -> "<Edmx><Schema Namespace=\"R\" Alias=\"S\">" + String.join("", all) + "</Schema></Edmx>");
    }

    private static Metadata parse(String xml) throws XMLStreamException {
        return Csdl.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void metadataAreReadOrNoXml() {
        Seeded.check(1_500, csdl(), xml -> {
            try {
                read(parse(xml));
            } catch (XMLStreamException nonsense) {
                assertNotNull(nonsense);
            }
        });
    }

    @Test
    void metadataOfAnyShapeAreRead() {
        Seeded.check(1_000, schemas(), xml -> {
            read(parse(xml));
        });
    }

    private static void read(Metadata metadata) {
        metadata.entitySets().forEach((set, type) -> {
            assertEquals(type, metadata.entityType(set).orElseThrow());
            for (var name : type.navigation()) type.isCollection(name);
            for (var name : type.properties()) assertTrue(type.declares(name));
        });
    }

    /**
     * Each type inherits from the previous one and refers to all of them, so that reading them
     * would take quadratic space.
     */
    @Test
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

    @Test
    void entitiesThatMultiplyAreNoXml() {
        var bomb =
                "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><Edmx>&b;</Edmx>";
        try {
            assertTrue(parse(bomb).entitySets().isEmpty());
        } catch (XMLStreamException refused) {
            assertNotNull(refused);
        }
    }

    Gen<String> pages() {
        var names = Gen.of(
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
        var links = Gen.of(
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
        var scalars = Gen.oneOf(
                links.map(ODataFuzzTest::quoted),
                texts().map(ODataFuzzTest::quoted),
                Gen.of(
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
        var members = Gen.both(names, scalars, (name, value) -> quoted(name) + ":" + value);
        return Gen.oneOf(
                members.list(6).map(all -> "{" + String.join(",", all) + "}"),
                members.list(4).map(all -> "{\"value\":[]," + String.join(",", all) + "}"),
                texts());
    }

    private static String quoted(String text) {
        return Json.MAPPER.getNodeFactory().textNode(text).toString();
    }

    Gen<String> fields() {
        return Gen.oneOf(
                Gen.ascii(30),
                Gen.of(
                        "Tue, 24 Nov 2026 10:00:00 GMT",
                        "Tue, 24 Nov 0000 10:00:00 GMT",
                        "Mon, 32 Foo 2026 99:00:00 GMT",
                        "999999999",
                        "99999999999999999999",
                        "-5",
                        "1.5"));
    }

    @Test
    void aPageAndTheOneAfterItAreReadOrRefused() {
        Seeded.check(1_500, pages(), fields(), statuses(), (body, field, status) -> {
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
        });
    }

    Gen<Integer> statuses() {
        return Gen.of(200, 200, 200, 204, 301, 400, 401, 404, 429, 500, 503);
    }

    @Test
    void aTimeToWaitIsNoneOrUpToAnHour() {
        Seeded.check(500, fields(), field -> {
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
        });
    }
}
