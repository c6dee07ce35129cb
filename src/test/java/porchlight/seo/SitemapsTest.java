package porchlight.seo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Snapshots;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.listing.Address;
import porchlight.listing.Traits;

class SitemapsTest {
    private static final long MOST_BYTES = 50L * 1024 * 1024;

    private static IndexedListing entry(int number) {
        var at = Instant.parse("2026-11-03T10:15:30.123Z").plusSeconds(number);
        return new IndexedListing(
                "2026000000" + number * 7919L,
                "RC" + number,
                "Active",
                "Residential",
                "Condominium",
                500_000,
                null,
                3,
                2,
                1_500,
                0,
                1950,
                new Address(number + " SE O'Bryant & Main St", "Portland", "OR", "97214", null, null, false, false),
                Double.NaN,
                Double.NaN,
                null,
                null,
                new Traits(Set.of(), List.of(), null, Set.of(), null, 0, 0, 0),
                number % 3 == 0 ? null : "https://photos.example.com/a?b=" + number + "&c=d",
                at,
                0,
                null,
                0L);
    }

    private static void validate(String xml) throws Exception {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(SitemapsTest.class.getResource("/sitemap/sitemap.xsd"))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
    }

    private static String part(List<IndexedListing> entries, int part, int parts) throws IOException {
        var text = new StringWriter();
        var snapshot = Snapshots.of(entries);
        var split = Sitemaps.Split.of(snapshot, parts);
        Sitemaps.write(
                text, "https://homes.example.com", snapshot, split.parts().get(part));
        return text.toString();
    }

    @Test
    void aPartIsValidAndTellsWhenTheMlsChangedEachListing() throws Exception {
        var xml = part(IntStream.range(0, 50).mapToObj(SitemapsTest::entry).toList(), 0, 1);
        validate(xml);
        assertTrue(xml.contains("<lastmod>2026-11-03T10:15:30Z</lastmod>"), xml);
        assertTrue(xml.contains("<image:loc>https://photos.example.com/a?b=1&amp;c=d</image:loc>"));
    }

    @Test
    void aListingStaysInItsPartWhileOthersComeAndGo() throws Exception {
        var all = IntStream.range(0, 1_000).mapToObj(SitemapsTest::entry).toList();
        var some = all.subList(300, 700);
        for (int part = 0; part < 4; part++) {
            var text = part(all, part, 4);
            for (var line : part(some, part, 4).split("\n"))
                if (line.startsWith("<url>")) assertTrue(text.contains(line), line);
        }
    }

    @Test
    void aHundredThousandListingsKeepTheLimitsOfEveryFile() throws Exception {
        var all = Snapshots.of(
                IntStream.range(0, 100_000).mapToObj(SitemapsTest::entry).toList());
        var split = Sitemaps.Split.of(all, 4);
        var listed = 0;
        for (int part = 0; part < 4; part++) {
            var counted = new Counted();
            Sitemaps.write(
                    counted, "https://homes.example.com", all, split.parts().get(part));
            assertTrue(counted.urls <= 50_000, counted.urls + " addresses");
            assertTrue(counted.bytes <= MOST_BYTES, counted.bytes + " bytes");
            listed += counted.urls;
        }
        assertEquals(100_000, listed);
    }

    /** Keeps nothing of what is written, as a connection does. */
    private static final class Counted extends Writer {
        private int urls;
        private long bytes;

        @Override
        public void write(char[] text, int from, int length) {
            bytes += length;
            var written = new String(text, from, length);
            for (int at = written.indexOf("<url>"); at >= 0; at = written.indexOf("<url>", at + 1)) urls++;
            // Elements are written in pieces.
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void theFilesOfASiteAreValid() throws Exception {
        try (var mls = DemoMls.start(DemoOptions.standard().listings(60));
                var site = TestSite.on(mls.serviceRoot()).swept()) {
            for (var file : new String[] {"/sitemap.xml", "/sitemaps/pages.xml", "/sitemaps/listings-1-of-1.xml"}) {
                var response = site.get(file);
                assertEquals(200, response.statusCode(), file);
                validate(response.body());
            }
            assertEquals(404, site.get("/sitemaps/listings-2-of-1.xml").statusCode());
            assertEquals(404, site.get("/sitemaps/listings-1-of-3.xml").statusCode());
        }
    }
}
