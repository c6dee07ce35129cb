package porchlight.odata;

import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Adds the credentials to requests to the service's own origin, and to no others. After a 401 that
 * new credentials may fix, renews them and tries once more. When no token is granted, returns a
 * local 401 with the token endpoint's error code; when the endpoint does not work, throws {@link
 * TokenUnavailable}.
 */
final class Authorization implements Interceptor {
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
        if (response.code() != 401) return noted(response, authorization);
        String renewed;
        try {
            if (!credentials.renew(authorization)) return response;
            renewed = credentials.authorization();
        } catch (ODataException fault) {
            response.close();
            return withoutToken(request, fault);
        }
        response.close();
        return noted(chain.proceed(with(renewed, request)), renewed);
    }

    private Response noted(Response response, String authorization) {
        if (response.isSuccessful() || response.code() == 304) credentials.accepted(authorization);
        return response;
    }

    private static Request with(String authorization, Request request) {
        return request.newBuilder().header("Authorization", authorization).build();
    }

    private static Response withoutToken(Request request, ODataException fault) throws IOException {
        if (fault.kind() != ODataException.Kind.UNAUTHORIZED) throw new TokenUnavailable(fault);
        var code = fault.code();
        return LocalAnswer.error(request, 401, "no access token: " + fault.getMessage())
                .header(LocalAnswer.TOKEN, code == null ? "none" : LocalAnswer.printable(code))
                .build();
    }
}
