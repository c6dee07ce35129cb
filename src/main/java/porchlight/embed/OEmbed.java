package porchlight.embed;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Found;
import porchlight.listing.ListingKey;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyResource;
import porchlight.message.Messages;
import porchlight.site.SiteInfo;
import porchlight.web.Answer;
import porchlight.web.Request;

/**
 * {@code GET /oembed?url=…}: what a content management system needs to turn a pasted listing address into a card.
 *
 * @see <a href="https://oembed.com/">oEmbed 1.0</a>
 */
public final class OEmbed {
    /** How long a consumer may cache a card. */
    private static final Duration CACHE_AGE = Duration.ofMinutes(1);

    private static final Pattern LISTING = Pattern.compile("/listing/([^/]+)(?:/.*)?");

    private static final int WIDTH = 480;
    private static final int HEIGHT = 760;
    /** Of the picture for links. */
    private static final int CARD_WIDTH = 1_200;

    private static final int CARD_HEIGHT = 630;

    private final PropertyResource properties;
    private final MlsProfile.Sharing sharing;
    private final BooleanSupplier drawsCards;
    private final SiteInfo site;

    /**
     * @param sharing what the MLS lets links show
     * @param drawsCards whether there are pictures for links
     */
    public OEmbed(PropertyResource properties, MlsProfile.Sharing sharing, BooleanSupplier drawsCards, SiteInfo site) {
        this.properties = properties;
        this.sharing = sharing;
        this.drawsCards = drawsCards;
        this.site = site;
    }

    public Answer answer(Request request) {
        var format = request.query().first("format");
        if (format != null && !format.equals("json")) return Answer.text(501, "json\n");
        var origin = request.origin();
        var asked = request.query().first("url");
        var url = asked == null ? null : HttpUrl.parse(asked);
        if (url == null || !asked.startsWith(origin + "/")) throw new NotFoundResponse();
        var path = LISTING.matcher(url.encodedPath());
        if (!path.matches()) throw new NotFoundResponse();
        var key = ListingKey.ofSegment(path.group(1)).orElseThrow(NotFoundResponse::new);
        if (!(properties.find(key, request.retrieval()) instanceof Found.Displayed found)) throw new NotFoundResponse();
        var listing = found.listing();
        var answer = JsonNodeFactory.instance.objectNode();
        // A frame is only useful if a website may show it.
        var framed = !site.embedOrigins().isEmpty();
        answer.put("version", "1.0")
                .put("type", framed ? "rich" : "link")
                .put(
                        "title",
                        Messages.text(
                                "embed.oembed.title",
                                listing.price().text(),
                                listing.address().full()))
                .put("provider_name", site.name())
                .put("provider_url", origin + "/")
                .put("cache_age", CACHE_AGE.toSeconds());
        if (sharing.listings() && drawsCards.getAsBoolean())
            answer.put("thumbnail_url", origin + listing.path() + "/card.jpg")
                    .put("thumbnail_width", CARD_WIDTH)
                    .put("thumbnail_height", CARD_HEIGHT);
        if (framed) {
            var width = atMost(WIDTH, request.query().first("maxwidth"));
            var height = atMost(HEIGHT, request.query().first("maxheight"));
            answer.put("width", width)
                    .put("height", height)
                    .put(
                            "html",
                            // WordPress listens to frames only beside such a quotation, which stands in for them.
                            "<blockquote><a href=\"" + origin + listing.path() + "\">"
                                    + escaped(listing.address().full()) + "</a></blockquote><iframe src=\"" + origin
                                    + "/embed/listing/" + key.segment() + "\" width=\""
                                    + width + "\" height=\"" + height + "\" title=\""
                                    + Messages.text("embed.oembed.frame") + "\" loading=\"lazy\"></iframe>");
        }
        return Answer.json(answer).with("Access-Control-Allow-Origin", "*");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static int atMost(int size, @Nullable String limit) {
        return limit != null && limit.matches("\\d{1,4}") ? Math.max(1, Math.min(size, Integer.parseInt(limit))) : size;
    }
}
