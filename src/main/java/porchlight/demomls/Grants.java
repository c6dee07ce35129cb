package porchlight.demomls;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tokens: the fixed one, and those granted for an authorization code, a refresh token, or client
 * credentials.
 */
final class Grants {
    private final DemoOptions options;
    private final InstantSource clock;
    private final Map<String, Instant> accessTokens = new ConcurrentHashMap<>();
    private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();
    private final Set<String> codes = ConcurrentHashMap.newKeySet();

    Grants(DemoOptions options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
    }

    /** The validity of a request's Authorization field. */
    enum Standing {
        GOOD,
        EXPIRED,
        UNKNOWN
    }

    Standing standing(@Nullable String authorization) {
        if (authorization == null) return Standing.UNKNOWN;
        var parts = authorization.split(" ", 2);
        // The scheme is case-insensitive (RFC 9110, 11.1).
        if (parts.length < 2 || !(parts[0].equalsIgnoreCase("Bearer") || parts[0].equalsIgnoreCase("OAuth")))
            return Standing.UNKNOWN;
        if (parts[1].equals(DemoMls.TOKEN)) return Standing.GOOD;
        var until = accessTokens.get(parts[1]);
        if (until == null) return Standing.UNKNOWN;
        return clock.instant().isBefore(until) ? Standing.GOOD : Standing.EXPIRED;
    }

    /** A one-time code, as the authorize page issues them. */
    String mintCode() {
        var code = UUID.randomUUID().toString();
        codes.add(code);
        return code;
    }

    /** The result of a grant. */
    record Tokens(String accessToken, @Nullable String refreshToken, long expiresIn) {}

    Optional<Tokens> byCode(String code) {
        var known = code.equals(DemoMls.AUTHORIZATION_CODE) || codes.remove(code);
        return known ? Optional.of(granted(true)) : Optional.empty();
    }

    /** A refresh token is valid for one grant, which issues the next one. */
    Optional<Tokens> byRefreshToken(String token) {
        return refreshTokens.remove(token) ? Optional.of(granted(true)) : Optional.empty();
    }

    Tokens byClientCredentials() {
        return granted(false);
    }

    private Tokens granted(boolean refreshable) {
        var access = "demo-access-" + UUID.randomUUID();
        accessTokens.put(access, clock.instant().plus(options.tokenLife()));
        var refresh = refreshable ? "demo-refresh-" + UUID.randomUUID() : null;
        if (refresh != null) refreshTokens.add(refresh);
        return new Tokens(access, refresh, options.tokenLife().toSeconds());
    }
}
