package porchlight;

import java.time.Duration;
import okhttp3.HttpUrl;
import porchlight.Settings.Auth;
import porchlight.Settings.Capabilities;
import porchlight.Settings.Expansions;
import porchlight.Settings.Feed;
import porchlight.Settings.RateBudget;
import porchlight.demomls.DemoMls;

/** The demo MLS as a feed like any other. */
final class DemoFeed {
    private DemoFeed() {}

    static Feed of(DemoMls demo) {
        return new Feed(
                HttpUrl.get(demo.serviceRoot()),
                new Auth.StaticToken("Bearer", DemoMls.TOKEN),
                25,
                // Its photos come from it too.
                new RateBudget(12_000, Duration.ofMinutes(5)),
                null,
                new Expansions(null, null, null, null),
                new Capabilities(null, null, null, null, null, null));
    }
}
