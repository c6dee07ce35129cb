package porchlight.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import porchlight.database.OwnerOnly;
import porchlight.lead.Channels;
import porchlight.lead.Disk;
import porchlight.lead.Lead;
import porchlight.lead.LeadDatabase;
import porchlight.lead.LeadExport;
import porchlight.lead.LeadMove;
import porchlight.lead.LeadStore;
import porchlight.lead.LeadsUnavailable;
import porchlight.message.Messages;
import porchlight.server.LeadModule;
import porchlight.settings.CheckedSettings;
import porchlight.settings.InvalidSettings;
import porchlight.settings.InvalidSettings.Fault;
import porchlight.settings.Settings;
import porchlight.settings.Variable;
import porchlight.settings.Version;

/** Lets the owner manage leads, whether the site is running or not. */
@Command(name = "leads", mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class LeadsCommand {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.US);

    private final CommandContext surroundings;

    @Spec
    private CommandSpec spec;

    public LeadsCommand(CommandContext surroundings) {
        this.surroundings = surroundings;
    }

    @Command(name = "list", mixinStandardHelpOptions = true)
    int list(@Option(names = "--suspected") boolean suspected, @Option(names = "--unsent") boolean unsent) {
        return at((leads, channels) -> {
            var chosen = leads.all().stream()
                    .filter(lead -> !suspected || lead.suspicion() != null)
                    .filter(lead -> !unsent
                            || lead.deliveries().isEmpty()
                            || lead.deliveries().stream().anyMatch(each -> each.state() != Lead.State.SENT))
                    .toList();
            chosen.forEach(this::print);
            out().println(Messages.text("command.leads.count", chosen.size()));
            return 0;
        });
    }

    @Command(name = "export", mixinStandardHelpOptions = true)
    int export(
            @Option(names = "--format", defaultValue = "csv", showDefaultValue = CommandLine.Help.Visibility.ALWAYS)
                    LeadExport.Format format,
            @Option(names = "--output", paramLabel = "FILE") @Nullable Path output) {
        return at((leads, channels) -> {
            var text = LeadExport.of(leads.all(), format);
            if (output == null) {
                out().print(text);
                out().flush();
                return 0;
            }
            try {
                // It contains what visitors wrote.
                if (Files.notExists(output)) Files.createFile(output, Disk.ownerOnly(output));
                else OwnerOnly.restrict(output);
                Files.writeString(output, text, StandardCharsets.UTF_8);
            } catch (IOException fault) {
                throw new UncheckedIOException(
                        Messages.text("command.leads.unwritable", output, String.valueOf(fault.getMessage())), fault);
            }
            return 0;
        });
    }

    @Command(name = "resend", mixinStandardHelpOptions = true)
    int resend(@Parameters(paramLabel = "ID", arity = "0..*", descriptionKey = "ids") @Nullable List<String> ids) {
        return at((leads, channels) -> counted(
                "command.leads.queued",
                ids == null || ids.isEmpty()
                        ? leads.resendUnsent(channels.toBroker())
                        : leads.resend(ids, channels.toBroker())));
    }

    @Command(name = "delete", mixinStandardHelpOptions = true)
    int delete(@Parameters(paramLabel = "ID", arity = "1..*", descriptionKey = "ids") List<String> ids) {
        return at((leads, channels) -> {
            var status = counted("command.leads.deleted", leads.delete(ids));
            damaged().forEach(file -> out().println(Messages.text("command.leads.damaged", file)));
            return status;
        });
    }

    @Command(name = "secret", mixinStandardHelpOptions = true)
    int secret() {
        return at((leads, channels) -> {
            out().println(leads.webhookSecret());
            return 0;
        });
    }

    /** Sends one of each to every receiver, and fails if one of them doesn't take it. */
    @Command(name = "test", mixinStandardHelpOptions = true)
    int test() {
        return at((leads, channels) -> {
            var startup = CheckedSettings.read(surroundings.environment(), surroundings.directory());
            var attempts = LeadModule.test(startup, leads, surroundings.clock());
            if (attempts.isEmpty()) spec.commandLine().getErr().println(Messages.text("command.leads.test.nowhere"));
            for (var attempt : attempts)
                out().println(Messages.text(
                        "command.leads.delivery",
                        attempt.channel(),
                        attempt.fault() == null ? Messages.text("command.leads.sent") : attempt.fault()));
            return attempts.isEmpty() || attempts.stream().anyMatch(attempt -> attempt.fault() != null) ? 1 : 0;
        });
    }

    /** Adds the leads of a journal to those that are here. */
    @Command(name = "import", mixinStandardHelpOptions = true)
    int imported(@Parameters(paramLabel = "FILE", descriptionKey = "file") Path file) {
        var settings = settings(surroundings.environment());
        return at(settings, target -> {
            try {
                return report(
                        new LeadMove(target)
                                .copy(surroundings.directory().toAbsolutePath().resolve(file), surroundings.clock()),
                        "command.leads.imported");
            } catch (IOException fault) {
                throw new UncheckedIOException(
                        Messages.text("command.leads.unreadable", file, String.valueOf(fault.getMessage())), fault);
            }
        });
    }

    /** Copies everything to a database server. */
    @Command(name = "move-to", mixinStandardHelpOptions = true)
    int moveTo(@Parameters(paramLabel = "DATABASE_URL", descriptionKey = "url") String url) {
        var environment = new HashMap<>(surroundings.environment());
        environment.put(Variable.DATABASE_URL.name(), url);
        var there = settings(environment);
        if (!there.database().jdbcUrl().startsWith("jdbc:postgresql:"))
            throw new InvalidSettings(List.of(Fault.of(Variable.DATABASE_URL.name(), "command.leads.move.server")));
        return at(
                settings(surroundings.environment()),
                source -> at(there, target -> report(new LeadMove(target).copy(source), "command.leads.moved")));
    }

    private int report(LeadMove.Moved moved, String key) {
        out().println(Messages.text(key, moved.leads(), moved.known()));
        out().println(Messages.text(moved.sameSecrets() ? "command.leads.secret.moved" : "command.leads.secret.other"));
        return moved.leads() + moved.known() == 0 ? 1 : 0;
    }

    private Settings settings(Map<String, String> environment) {
        return CheckedSettings.read(environment, surroundings.directory()).settings();
    }

    private int at(Settings settings, ToIntFunction<LeadDatabase> errand) {
        try (var database = LeadModule.forCommand(settings, surroundings.directory(), surroundings.clock())) {
            return errand.applyAsInt(database);
        } catch (LeadsUnavailable fault) {
            throw new UncheckedIOException(fault.getMessage(), new IOException(fault));
        }
    }

    /** Damaged files that were set aside. */
    private List<Path> damaged() {
        try (var files = Files.newDirectoryStream(LeadModule.data(surroundings.directory()), "leads.damaged-*")) {
            return StreamSupport.stream(files.spliterator(), false).toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    /** Prints how many leads it was, and fails for none. */
    private int counted(String key, int count) {
        out().println(Messages.text(key, count));
        return count == 0 ? 1 : 0;
    }

    private interface Errand {
        int at(LeadStore leads, Channels channels);
    }

    private int at(Errand errand) {
        var settings = settings(surroundings.environment());
        return at(
                settings,
                database -> errand.at(new LeadStore(database, surroundings.clock()), LeadModule.channels(settings)));
    }

    private void print(Lead lead) {
        var inquiry = lead.inquiry();
        var out = out();
        out.println(lead.id() + "  "
                + WHEN.format(lead.receivedAt().atZone(ZoneId.systemDefault())) + "  "
                + inquiry.kind().title()
                + (inquiry.listingKey() == null ? "" : "  " + inquiry.listingKey()));
        out.println("          "
                + Stream.of(inquiry.name(), inquiry.email(), inquiry.phone())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(", ")));
        if (inquiry.message() != null)
            out.println("          " + inquiry.message().replace("\n", "\n          "));
        if (lead.suspicion() != null)
            out.println("          " + Messages.text("command.leads.suspected", lead.suspicion()));
        if (lead.deliveries().isEmpty()) out.println("          " + Messages.text("command.leads.nowhere"));
        for (var each : lead.deliveries()) out.println("          " + text(each));
    }

    private static String text(Lead.Delivered delivery) {
        var state = Messages.text("command.leads." + delivery.state().name().toLowerCase(Locale.ROOT));
        return delivery.fault() == null
                ? Messages.text("command.leads.delivery", delivery.channel(), state)
                : Messages.text(
                        "command.leads.delivery.failed",
                        delivery.channel(),
                        state,
                        delivery.attempts(),
                        delivery.fault());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
