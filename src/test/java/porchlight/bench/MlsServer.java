package porchlight.bench;

import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;

/** Main class of an MLS without a rate limit, in pages of 1,000; it tells its service root. */
public final class MlsServer {
    private MlsServer() {}

    public static void main(String[] args) {
        System.out.println(DemoMls.start(DemoOptions.standard()
                        .listings(Integer.parseInt(args[0]))
                        .maxTop(1_000, false)
                        .rateLimit(0))
                .serviceRoot());
    }
}
