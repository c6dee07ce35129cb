package porchlight.harness;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import porchlight.Main;
import porchlight.command.CommandContext;

/**
 * A run of the command {@code check} on a feed.
 *
 * @param out its output as one line
 */
public record CheckRun(int exitCode, String out) {
    public static final String SERVED = "The site can be served from this feed.";

    private static final Pattern MISSED = Pattern.compile("Visitors would miss: (.*?)\\.(?: |$)");

    /** @param further additional settings */
    public static CheckRun of(String serviceRoot, Path directory, InstantSource clock, Map<String, String> further) {
        var variables = new HashMap<>(Map.of(
                "SITE_BROKERAGE", "Test Realty",
                "SITE_EMAIL", "hello@example.com",
                "SITE_URL", "https://homes.example.com",
                "SITE_DOMAINS", "homes.example.com",
                "MLS_PROFILE", "src/test/profiles/demo-feed.yaml",
                "RESO_ACCESS_TOKEN", "demo-token",
                "RESO_SERVICE_ROOT", serviceRoot));
        variables.putAll(further);
        var out = new StringWriter();
        var exitCode = Main.commandLine(
                        new CommandContext(variables, directory, new BufferedReader(new StringReader("")), clock))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute("check");
        return new CheckRun(exitCode, out.toString().replaceAll("\\s+", " "));
    }

    public boolean isServed() {
        return exitCode == 0 && out.contains(SERVED);
    }

    /** What visitors would miss. */
    public List<String> missed() {
        var match = MISSED.matcher(out);
        return match.find() ? Arrays.asList(match.group(1).split(", ")) : List.of();
    }

    /** A number from the row of MLS requests; -1 if it has none. */
    public int requests(String what) {
        var match = Pattern.compile("(?i)\\b" + what + ":? (\\d+)").matcher(out.replaceFirst(".* MLS requests ", ""));
        return match.find() ? Integer.parseInt(match.group(1)) : -1;
    }
}
