package porchlight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What the package is made of. */
class PackageIT {
    private static final Path LIBRARIES = Path.of("target/lib");

    @Test
    void theBillOfMaterialsNamesEveryLibraryAndNoToolOfTests() throws Exception {
        var bom = new ObjectMapper().readTree(Path.of("target/bom.json").toFile());
        assertEquals("CycloneDX", bom.path("bomFormat").asText());
        var named = new HashSet<String>();
        for (var component : bom.path("components")) {
            assertTrue(component.path("purl").asText().startsWith("pkg:maven/"), component.toString());
            var qualifier = component.path("purl").asText().replaceAll(".*[?&]classifier=([^&]*).*|.*", "$1");
            named.add(component.path("name").asText() + "-"
                    + component.path("version").asText() + (qualifier.isEmpty() ? "" : "-" + qualifier) + ".jar");
        }
        var packed = new TreeSet<String>();
        try (var files = Files.list(LIBRARIES)) {
            files.forEach(file -> packed.add(file.getFileName().toString()));
        }
        assertTrue(packed.size() > 50, packed.toString());
        assertTrue(named.containsAll(packed), () -> packed + " but " + named);
        assertTrue(named.stream().noneMatch(name -> name.matches("(junit|datafaker|playwright|jmh|greenmail).*")));
    }

    @Test
    void noLibraryHoldsANativeDecoderOfPictures() throws Exception {
        var found = new ArrayList<String>();
        try (var files = Files.list(LIBRARIES)) {
            for (var file : files.toList())
                try (var jar = new ZipFile(file.toFile())) {
                    jar.stream()
                            .map(entry -> entry.getName().toLowerCase(Locale.ROOT))
                            .filter(name -> name.matches(".*\\.(so|dll|dylib|jnilib)"))
                            .filter(name -> name.matches(".*(webp|imageio|jpeg|png|tiff).*"))
                            .forEach(name -> found.add(file + ": " + name));
                }
        }
        assertEquals(new ArrayList<>(), found);
    }

    @Test
    void whatIsNotWantedIsNotThere() {
        for (var name : new String[] {"net.jqwik.api.Property", "com.luciad.imageio.webp.WebPImageReaderSpi"})
            assertThrows(ClassNotFoundException.class, () -> Class.forName(name), name);
    }
}
