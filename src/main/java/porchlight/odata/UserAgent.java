package porchlight.odata;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Identifies this program, as Spark requires ({@code X-SparkApi-User-Agent}), and logs the request
 * ID of error responses, which Spark's support asks for.
 */
final class UserAgent implements Interceptor {
    private static final Logger LOG = LoggerFactory.getLogger(UserAgent.class);

    private final String product;

    /** @param product name and version, such as {@code Porchlight/1.0} */
    UserAgent(String product) {
        this.product = product;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var request = chain.request()
                .newBuilder()
                .header("User-Agent", product)
                .header("X-SparkApi-User-Agent", product)
                .build();
        var response = chain.proceed(request);
        // The path only, because a query may contain a key. With rejected credentials, all requests
        // would log the same.
        if (response.code() >= 400 && response.code() != 401)
            LOG.warn(
                    "HTTP {} from {}{}, x-request-id {}",
                    response.code(),
                    request.url().host(),
                    request.url().encodedPath(),
                    response.header("x-request-id", "none"));
        return response;
    }
}
