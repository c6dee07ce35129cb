package porchlight.brand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import porchlight.settings.CheckedSettings;

/** The brand that newcomers see. */
class DemonstrationTest {
    @Test
    void withoutAFeedTheSiteHasTheDemonstrationsBrand(@TempDir Path directory) {
        var brand = CheckedSettings.read(Map.of(), directory).brand();
        assertNotNull(brand.logo());
        assertTrue(brand.content().pages().keySet().containsAll(List.of("about", "buying")));
        assertEquals(3, brand.content().searches().size());
        assertTrue(brand.content().places().containsKey("/homes/or/portland/laurelhurst"));
        assertEquals(List.of(), brand.notes());
    }

    @Test
    void withAFeedItHasNone(@TempDir Path directory) {
        var brand = CheckedSettings.read(
                        Map.of(
                                "RESO_SERVICE_ROOT", "https://mls.example/odata/",
                                "RESO_ACCESS_TOKEN", "secret",
                                "SITE_BROKERAGE", "Elm",
                                "SITE_PHONE", "503-555-0199",
                                "SITE_EMAIL", "office@example.com",
                                "SITE_ADDRESS", "1 Elm Street, Portland, OR 97201",
                                "MLS_PROFILE", "crmls"),
                        directory)
                .brand();
        assertEquals(Brand.OURS, brand);
    }
}
