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
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import porchlight.feed.FeedConnection;
import porchlight.message.Messages;
import porchlight.settings.InvalidSettings;
import porchlight.settings.InvalidSettings.Fault;
import porchlight.settings.Settings;
import porchlight.settings.Settings.Auth;
import porchlight.settings.Variable;
import porchlight.settings.Version;

/** Sets up the authorization-code grant: consent, code, tokens. */
@Command(name = "authorize", mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class AuthorizeCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final CommandContext surroundings;

    @Spec
    private CommandSpec spec;

    @Option(names = "--code", paramLabel = "CODE")
    private @Nullable String givenCode;

    @Option(names = "--paste")
    private boolean paste;

    @Option(
            names = "--authorize-url",
            paramLabel = "URL",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
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
                throw new ParameterException(
                        spec.commandLine(), Messages.text("command.authorize.url", "--authorize-url"));
            print(
                    Messages.text("command.authorize.open"),
                    "",
                    credentials.authorizeUrl(endpoint, state).toString(),
                    "");
            code = paste || !LoopbackRedirect.canCatch(auth.redirectUri())
                    ? pasted(state)
                    : caught(auth.redirectUri(), state);
        }
        if (code.isEmpty()) return 1;
        var until = credentials.exchange(code.get());
        print(
                Messages.text("command.authorize.done", FeedConnection.tokens(surroundings.directory())),
                Messages.text("command.authorize.until", until),
                Messages.text("command.authorize.next"));
        return 0;
    }

    private Auth.AuthorizationCode auth() {
        var feed = Settings.from(surroundings.environment()).feed();
        if (feed != null && feed.auth() instanceof Auth.AuthorizationCode auth) return auth;
        throw new InvalidSettings(List.of(Fault.of(Variable.RESO_GRANT.name(), "settings.grant.none")));
    }

    private Optional<String> caught(HttpUrl redirectUri, String state) throws InterruptedException {
        try (var catcher = new LoopbackRedirect(redirectUri, state)) {
            print(Messages.text("command.authorize.waiting", redirectUri));
            var answer = catcher.await(PATIENCE);
            if (answer.isEmpty()) return failed("command.authorize.silent");
            var code = answer.get().code();
            // Input from the other side: only an RFC 6749 error code is repeated.
            var error = String.valueOf(answer.get().error()).replaceAll("[^a-z_]", "");
            return code != null ? Optional.of(code) : failed("command.authorize.refused", error);
        } catch (IOException taken) {
            print(Messages.text("command.authorize.taken", redirectUri, String.valueOf(taken.getMessage())));
            return pasted(state);
        }
    }

    private Optional<String> pasted(String state) {
        print(Messages.text("command.authorize.paste"));
        try {
            var line = surroundings.input().readLine();
            if (line == null || line.isBlank()) return failed("command.authorize.empty");
            var address = HttpUrl.parse(line.strip());
            if (address == null) return Optional.of(line.strip());
            var received = address.queryParameter("state");
            if (received != null && !received.equals(state)) return failed("command.authorize.other");
            var code = address.queryParameter("code");
            return code != null ? Optional.of(code) : failed("command.authorize.no-code");
        } catch (IOException fault) {
            throw new UncheckedIOException(
                    Messages.text("command.authorize.unreadable", String.valueOf(fault.getMessage())), fault);
        }
    }

    private Optional<String> failed(String key, Object... values) {
        spec.commandLine().getErr().println(Messages.text(key, values));
        return Optional.empty();
    }

    private void print(String... lines) {
        var out = spec.commandLine().getOut();
        for (var line : lines) out.println(line);
        out.flush();
    }
}
