package porchlight.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import porchlight.feed.FeedConnection;
import porchlight.settings.InvalidSettings;
import porchlight.settings.InvalidSettings.Fault;
import porchlight.settings.Settings;
import porchlight.settings.Settings.Auth;
import porchlight.settings.Variable;
import porchlight.settings.Version;

/** Sets up the authorization-code grant: consent, code, tokens. */
@Command(
        name = "authorize",
        description = "Sets up RESO_GRANT=authorization_code: prints the address where you consent, takes the code,"
                + " exchanges it and stores the refresh token.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class AuthorizeCommand implements Callable<Integer> {
    /** For the other commands, while no tokens are stored. */
    static final String FIRST = "This site is not authorized at the MLS yet. Run the authorize command first.";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final CommandContext surroundings;

    @Spec
    private CommandSpec spec;

    @Option(names = "--code", paramLabel = "CODE", description = "the code, when you have one already")
    private @Nullable String givenCode;

    @Option(names = "--paste", description = "ask for the code even when the redirect URI leads to this machine")
    private boolean paste;

    @Option(
            names = "--authorize-url",
            paramLabel = "URL",
            description = "where consent is given; ${DEFAULT-VALUE}",
            defaultValue = "https://sparkplatform.com/oauth2")
    private String authorizeUrl;

    public AuthorizeCommand(CommandContext surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        var auth = auth();
        var credentials = FeedConnection.authorizationCode(auth, surroundings.directory(), surroundings.clock());
        var code = Optional.ofNullable(givenCode);
        if (code.isEmpty()) {
            var state = new BigInteger(128, new SecureRandom()).toString(36);
            var endpoint = HttpUrl.parse(authorizeUrl);
            if (endpoint == null)
                throw new ParameterException(spec.commandLine(), "--authorize-url: no http or https address");
            tell(
                    "Open this address, sign in and consent:",
                    "",
                    credentials.authorizeUrl(endpoint, state).toString(),
                    "");
            code = paste || !LoopbackRedirect.canCatch(auth.redirectUri())
                    ? pasted(state)
                    : caught(auth.redirectUri(), state);
        }
        if (code.isEmpty()) return 1;
        var until = credentials.exchange(code.get());
        tell(
                "Authorized. The tokens are in " + FeedConnection.tokens(surroundings.directory())
                        + ", readable by you only.",
                "The access token is good until " + until
                        + "; Porchlight renews it by itself when a refresh token came.",
                "Next: run the check command, then serve.");
        return 0;
    }

    private Auth.AuthorizationCode auth() {
        var feed = Settings.from(surroundings.environment()).feed();
        if (feed != null && feed.auth() instanceof Auth.AuthorizationCode auth) return auth;
        throw new InvalidSettings(List.of(Fault.of(Variable.RESO_GRANT.name(), "settings.grant.none")));
    }

    private Optional<String> caught(HttpUrl redirectUri, String state) throws InterruptedException {
        try (var catcher = new LoopbackRedirect(redirectUri, state)) {
            tell("Waiting for the answer on " + redirectUri + " (5 minutes; --paste to type the code instead) …");
            var answer = catcher.await(PATIENCE);
            if (answer.isEmpty()) return failed("No answer came. Try again, with --paste if the browser is elsewhere.");
            var code = answer.get().code();
            // Input from the other side: only an RFC 6749 error code is repeated.
            var error = String.valueOf(answer.get().error()).replaceAll("[^a-z_]", "");
            return code != null ? Optional.of(code) : failed("Consent was not given: " + error);
        } catch (IOException taken) {
            tell("Cannot listen on " + redirectUri + ": " + taken.getMessage());
            return pasted(state);
        }
    }

    private Optional<String> pasted(String state) {
        tell("Paste the code, or the whole address you were sent to:");
        try {
            var line = surroundings.input().readLine();
            if (line == null || line.isBlank()) return failed("No code given.");
            var address = HttpUrl.parse(line.strip());
            if (address == null) return Optional.of(line.strip());
            var told = address.queryParameter("state");
            if (told != null && !told.equals(state))
                return failed("That address belongs to another authorization. Start again.");
            var code = address.queryParameter("code");
            return code != null ? Optional.of(code) : failed("That address holds no code.");
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot read the code", fault);
        }
    }

    private Optional<String> failed(String why) {
        spec.commandLine().getErr().println(why);
        return Optional.empty();
    }

    private void tell(String... lines) {
        var out = spec.commandLine().getOut();
        for (var line : lines) out.println(line);
        out.flush();
    }
}
