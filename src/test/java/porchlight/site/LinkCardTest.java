package porchlight.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Lifetime;

/** The picture of a shared link, which no page names where it cannot be drawn. */
class LinkCardTest {
    @Test
    void aPictureThatCannotBeDrawnIsNotNamed() throws Exception {
        var able = new AtomicBoolean(true);
        var answers = new Answers(TestPages.pages(able::get));
        var server = Javalin.create(config -> config.routes.get(
                        "/terms",
                        ctx -> answers.send(
                                ctx,
                                Answer.page(
                                                () -> "pages/terms",
                                                Head.titled("Terms").canonical("/terms"))
                                        .lasting(new Lifetime.None()))))
                .start("127.0.0.1", 0);
        try {
            var url = URI.create("http://127.0.0.1:" + server.port() + "/terms");
            for (var drawn : List.of(true, false)) {
                able.set(drawn);
                var answer = HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
                assertEquals(200, answer.statusCode());
                var page = Jsoup.parse(answer.body());
                assertEquals(
                        drawn ? 5 : 0, page.select("meta[property^=og:image]").size());
                assertEquals(
                        "Porchlight", page.select("meta[property=og:site_name]").attr("content"));
                assertEquals(
                        drawn ? "summary_large_image" : "summary",
                        page.select("meta[name=twitter:card]").attr("content"));
            }
        } finally {
            server.stop();
        }
    }
}
