package porchlight.demomls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The OAuth 2 endpoints: Spark's JSON grant and authorize page, and a form grant for client credentials. */
final class GrantRoutes {
    private final ObjectMapper json;
    private final Grants grants;

    GrantRoutes(ObjectMapper json, Grants grants) {
        this.json = json;
        this.grants = grants;
    }

    void add(RoutesConfig routes) {
        routes.post("/v1/oauth2/grant", this::grant);
        routes.get("/oauth2", this::authorize);
        routes.post("/oidc/connect/token", this::clientCredentials);
    }

    private void grant(Context ctx) {
        var type = ctx.contentType();
        JsonNode body;
        try {
            if (type == null || !type.startsWith("application/json")) throw new JsonProcessingException("not JSON") {};
            body = json.readTree(ctx.body());
        } catch (JsonProcessingException notJson) {
            ctx.status(400).json(DemoMls.envelope(json, 1035, "The POST data was not valid JSON."));
            return;
        }
        if (!isClient(
                body.path("client_id").asText(), body.path("client_secret").asText())) {
            ctx.status(400).json(json.createObjectNode().put("error", "invalid_client"));
            return;
        }
        var granted = switch (body.path("grant_type").asText()) {
            case "authorization_code" ->
                body.path("redirect_uri").asText().isEmpty()
                        ? Optional.<Grants.Tokens>empty()
                        : grants.byCode(body.path("code").asText());
            case "refresh_token" ->
                grants.byRefreshToken(body.path("refresh_token").asText());
            default -> {
                ctx.status(400).json(json.createObjectNode().put("error", "invalid_request"));
                yield null;
            }
        };
        if (granted != null) answer(ctx, granted);
    }

    private void answer(Context ctx, Optional<Grants.Tokens> granted) {
        if (granted.isEmpty()) {
            ctx.status(400).json(json.createObjectNode().put("error", "invalid_grant"));
            return;
        }
        var tokens = granted.get();
        var body = json.createObjectNode().put("access_token", tokens.accessToken());
        if (tokens.refreshToken() != null) body.put("refresh_token", tokens.refreshToken());
        else body.put("token_type", "Bearer");
        ctx.json(body.put("expires_in", tokens.expiresIn()));
    }

    /** Stands in for the page where a member of the MLS gives consent; consents at once. */
    private void authorize(Context ctx) {
        var redirect = ctx.queryParam("redirect_uri");
        if (redirect == null || !DemoMls.CLIENT_ID.equals(ctx.queryParam("client_id"))) {
            ctx.status(400).json(json.createObjectNode().put("error", "invalid_request"));
            return;
        }
        var state = ctx.queryParam("state");
        var query = "code=" + grants.mintCode()
                + (state == null ? "" : "&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8));
        ctx.redirect(redirect + (redirect.contains("?") ? "&" : "?") + query);
    }

    private void clientCredentials(Context ctx) {
        if (!"client_credentials".equals(ctx.formParam("grant_type"))
                || !isClient(ctx.formParam("client_id"), ctx.formParam("client_secret"))) {
            ctx.status(400).json(json.createObjectNode().put("error", "invalid_client"));
            return;
        }
        answer(ctx, Optional.of(grants.byClientCredentials()));
    }

    private static boolean isClient(
            @org.jspecify.annotations.Nullable String id, @org.jspecify.annotations.Nullable String secret) {
        return DemoMls.CLIENT_ID.equals(id) && DemoMls.CLIENT_SECRET.equals(secret);
    }
}
