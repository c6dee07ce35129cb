package porchlight.listingpage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be framed, and as what. */
class ListingMediaTest {
    @ParameterizedTest
    @CsvSource({
        "https://my.matterport.com/show/?m=SxQL3iGyoDo, https://my.matterport.com/show/?m=SxQL3iGyoDo&brand=0",
        "https://my.matterport.com/show?play=1&m=SxQL3iGyoDo&lang=en, https://my.matterport.com/show/?m=SxQL3iGyoDo&brand=0",
        "https://www.youtube.com/watch?v=abcDEF12345&t=3s, https://www.youtube-nocookie.com/embed/abcDEF12345",
        "https://youtu.be/abcDEF12345?si=x, https://www.youtube-nocookie.com/embed/abcDEF12345",
        "https://www.youtube.com/shorts/abcDEF12345, https://www.youtube-nocookie.com/embed/abcDEF12345",
        "https://vimeo.com/123456789, https://player.vimeo.com/video/123456789?dnt=1",
        "https://player.vimeo.com/video/123456789?h=1, https://player.vimeo.com/video/123456789?dnt=1",
        "https://kuula.co/share/collection/7abcD?logo=1, https://kuula.co/share/collection/7abcD"
    })
    void playersAreFramedByTheirIdentifiers(String url, String frame) {
        assertEquals(Optional.of(frame), ListingMedia.frame(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://my.matterport.com/show/?m=SxQL3iGyoDo",
                "https://my.matterport.com.example.com/show/?m=SxQL3iGyoDo",
                "https://example.com/?u=https://youtu.be/abcDEF12345",
                "https://user@youtu.be/abcDEF12345",
                "https://youtu.be:8443/abcDEF12345",
                "https://www.youtube.com/redirect?q=https://example.com&v=abcDEF12345",
                "https://tours.example.com/123",
                "javascript:alert(1)"
            })
    void othersAreNot(String url) {
        assertEquals(Optional.empty(), ListingMedia.frame(url));
    }
}
