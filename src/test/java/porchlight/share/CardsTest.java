package porchlight.share;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CardsTest {
    static final UnaryOperator<String> COLORS = role -> role.startsWith("on-") ? "#ffffff" : "#123f31";

    private static Card card(String... photo) {
        return new Card(
                List.of(photo),
                "$28,500,000",
                List.of("10248 Southwest Terwilliger Boulevard Unit 1204, Lake Oswego Heights", "Portland, OR 97219"),
                List.of("5 bedrooms", "4.5 bathrooms", "12,840 sq ft", "Active Under Contract", "花園 residence"),
                List.of(
                        "Listing office: The Extraordinarily Long Named Northwest Realty Partnership of Portland, LLC"));
    }

    @Test
    void eachCardIsDrawnOnceHoweverManyAsk() {
        var fetched = new AtomicInteger();
        try (var cards = new Cards(
                () -> "Porchlight",
                "Test Realty",
                () -> null,
                COLORS,
                address -> {
                    fetched.incrementAndGet();
                    return Optional.empty();
                },
                Duration.ofMinutes(15))) {
            var answers = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> cards.jpeg(card("/media/a.jpg")).orElseThrow()))
                    .limit(8)
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            for (var jpeg : answers) assertArrayEquals(answers.get(0), jpeg);
            assertEquals(1, fetched.get());
        }
    }

    @Test
    void whatIsNoPhotoGivesWayToADrawing() {
        try (var cards = new Cards(
                () -> "Porchlight",
                "Test Realty",
                () -> null,
                COLORS,
                address -> Optional.of("<svg onload='alert(1)'/>".getBytes()),
                Duration.ofMinutes(15))) {
            assertArrayEquals(
                    cards.jpeg(card()).orElseThrow(),
                    cards.jpeg(card("/media/a.jpg")).orElseThrow());
        }
    }

    @Test
    void whereTheHostMadeNoSuchSizeTheOriginalIsDrawn() throws Exception {
        var photo = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(new java.awt.image.BufferedImage(300, 200, 1), "jpg", photo);
        try (var cards = new Cards(
                () -> "Porchlight",
                "Test Realty",
                () -> null,
                COLORS,
                address -> Optional.of(photo.toByteArray()).filter(bytes -> address.equals("/media/original.jpg")),
                Duration.ofMinutes(15))) {
            var drawn =
                    cards.jpeg(card("/media/large.jpg", "/media/original.jpg")).orElseThrow();
            assertArrayEquals(cards.jpeg(card("/media/original.jpg")).orElseThrow(), drawn);
            assertFalse(java.util.Arrays.equals(cards.jpeg(card()).orElseThrow(), drawn));
        }
    }

    @Test
    void whereNothingCanBeDrawnThatIsKnown() {
        try (var cards = new Cards(
                () -> {
                    throw new UnsatisfiedLinkError("no awt in java.library.path");
                },
                address -> Optional.empty(),
                Duration.ofMinutes(15))) {
            assertTrue(cards.canDraw());
            assertEquals(Optional.empty(), cards.siteJpeg());
            assertFalse(cards.canDraw());
        }
    }

    @Test
    void aServerWithoutFontsDrawsTheSame() throws Exception {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var process = new ProcessBuilder(
                        java,
                        // Makes every font lookup in the runtime fail.
                        "-Dsun.font.fontmanager=there.is.None",
                        "-Djava.awt.headless=true",
                        "-Xmx200m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FontlessServer.class.getName())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("drew"), output);
    }

    /** A separate process, since a runtime looks up fonts only once. */
    static final class FontlessServer {
        public static void main(String[] arguments) {
            try (var cards = new Cards(
                    () -> "Porchlight",
                    "Test Realty",
                    () -> null,
                    COLORS,
                    address -> Optional.empty(),
                    Duration.ofMinutes(15))) {
                System.out.println("drew " + cards.jpeg(card()).orElseThrow().length + " and "
                        + cards.siteJpeg().orElseThrow().length);
            }
        }
    }
}
