package porchlight.odata;

import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the credentials on requests to the service's own origin, and on no others. After a 401 that new credentials may
 * cure, renews them and tries once more. When no token can be had, answers 401 itself.
 */
final class Authorization implements Interceptor {
    private static final int LONGEST_ERROR_BYTES = 64 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(Authorization.class);

    private final Credentials credentials;
    private final Origin origin;

    Authorization(Credentials credentials, HttpUrl serviceRoot) {
        this.credentials = credentials;
        this.origin = Origin.of(serviceRoot);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var request = chain.request();
        if (!Origin.of(request.url()).equals(origin)) return chain.proceed(request);
        String authorization;
        try {
            authorization = credentials.authorization();
        } catch (ODataException fault) {
            return withoutToken(request, fault);
        }
        var response = chain.proceed(with(authorization, request));
        if (response.code() != 401) return response;
        String renewed;
        try {
            if (!credentials.renew(authorization, refusal(response))) return response;
            renewed = credentials.authorization();
        } catch (ODataException fault) {
            response.close();
            return withoutToken(request, fault);
        }
        response.close();
        return chain.proceed(with(renewed, request));
    }

    private static Credentials.Refusal refusal(Response response) throws IOException {
        var error = ServiceError.read(response.peekBody(LONGEST_ERROR_BYTES).bytes());
        return error.isExpiredSession() ? Credentials.Refusal.EXPIRED : Credentials.Refusal.OTHER;
    }

    private static Request with(String authorization, Request request) {
        return request.newBuilder().header("Authorization", authorization).build();
    }

    private static Response withoutToken(Request request, ODataException fault) throws IOException {
        if (fault.isTemporary()) throw new TokenUnavailable(fault);
        LOG.error("No access token: {}", fault.getMessage());
        return LocalAnswer.error(request, 401, "no access token: " + fault.getMessage())
                .build();
    }
}
