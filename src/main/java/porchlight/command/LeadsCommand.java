package porchlight.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import porchlight.database.OwnerOnly;
import porchlight.lead.Channels;
import porchlight.lead.Disk;
import porchlight.lead.Lead;
import porchlight.lead.LeadExport;
import porchlight.lead.LeadStore;
import porchlight.lead.LeadsUnavailable;
import porchlight.server.LeadModule;
import porchlight.settings.CheckedSettings;
import porchlight.settings.Version;

/** Lets the owner manage leads, whether the site is running or not. */
@Command(
        name = "leads",
        description = "Lists, exports, sends again or forgets the inquiries of visitors, while the site runs or not.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class LeadsCommand {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.US);

    private final CommandContext surroundings;

    @Spec
    private CommandSpec spec;

    public LeadsCommand(CommandContext surroundings) {
        this.surroundings = surroundings;
    }

    @Command(name = "list", description = "Lists leads, the newest first.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--suspected", description = "only those that look like spam") boolean suspected,
            @Option(names = "--unsent", description = "only those that some way of delivery has not taken yet")
                    boolean unsent) {
        return at((leads, channels) -> {
            var chosen = leads.all().stream()
                    .filter(lead -> !suspected || lead.suspicion() != null)
                    .filter(lead -> !unsent
                            || lead.deliveries().isEmpty()
                            || lead.deliveries().stream().anyMatch(each -> each.state() != Lead.State.SENT))
                    .toList();
            chosen.forEach(this::print);
            out().println(chosen.size() + (chosen.size() == 1 ? " lead" : " leads"));
            return 0;
        });
    }

    @Command(name = "export", description = "Writes every lead as CSV or JSON.", mixinStandardHelpOptions = true)
    int export(
            @Option(names = "--format", defaultValue = "csv", description = "csv or json; ${DEFAULT-VALUE}")
                    LeadExport.Format format,
            @Option(names = "--output", paramLabel = "FILE", description = "where to; the terminal without it")
                    @Nullable
                    Path output) {
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
                throw new UncheckedIOException("cannot write " + output + ": " + fault.getMessage(), fault);
            }
            return 0;
        });
    }

    @Command(
            name = "resend",
            description = "Queues leads to be sent once more; without ids those that nobody has received, but none that"
                    + " look like spam. The running site sends them, or the next that starts.",
            mixinStandardHelpOptions = true)
    int resend(
            @Parameters(paramLabel = "ID", arity = "0..*", description = "ids or their beginnings") @Nullable
                    List<String> ids) {
        return at((leads, channels) -> told(
                ids == null || ids.isEmpty()
                        ? leads.resendUnsent(channels.toBroker())
                        : leads.resend(ids, channels.toBroker()),
                "queued"));
    }

    @Command(name = "delete", description = "Forgets leads for good.", mixinStandardHelpOptions = true)
    int delete(@Parameters(paramLabel = "ID", arity = "1..*", description = "whole ids") List<String> ids) {
        return at((leads, channels) -> {
            var status = told(leads.delete(ids), "deleted");
            damaged()
                    .forEach(
                            file -> out().println(
                                            "Note: " + file
                                                    + " is a damaged file that was kept aside and may still hold them. Delete it if you no longer need it."));
            return status;
        });
    }

    @Command(
            name = "secret",
            description = "Prints what webhooks are signed with (Standard Webhooks).",
            mixinStandardHelpOptions = true)
    int secret() {
        return at((leads, channels) -> {
            out().println(leads.webhookSecret());
            return 0;
        });
    }

    /** Damaged files that were set aside. */
    private List<Path> damaged() {
        try (var files = Files.newDirectoryStream(LeadModule.data(surroundings.directory()), "leads.damaged-*")) {
            return StreamSupport.stream(files.spliterator(), false).toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    private int told(int count, String what) {
        out().println(count + (count == 1 ? " lead " : " leads ") + what);
        return count == 0 ? 1 : 0;
    }

    private interface Errand {
        int at(LeadStore leads, Channels channels);
    }

    private int at(Errand errand) {
        var settings = CheckedSettings.read(surroundings.environment()).settings();
        try (var database = LeadModule.forCommand(settings, surroundings.directory(), surroundings.clock())) {
            return errand.at(new LeadStore(database, surroundings.clock()), LeadModule.channels(settings));
        } catch (LeadsUnavailable fault) {
            throw new UncheckedIOException(fault.getMessage(), new IOException(fault));
        }
    }

    private void print(Lead lead) {
        var inquiry = lead.inquiry();
        var out = out();
        out.println(lead.id() + "  "
                + WHEN.format(lead.receivedAt().atZone(ZoneId.systemDefault())) + "  "
                + inquiry.kind().title()
                + (inquiry.listingKey() == null ? "" : "  " + inquiry.listingKey()));
        out.println("          "
                + java.util.stream.Stream.of(inquiry.name(), inquiry.email(), inquiry.phone())
                        .filter(java.util.Objects::nonNull)
                        .collect(Collectors.joining(", ")));
        if (inquiry.message() != null)
            out.println("          " + inquiry.message().replace("\n", "\n          "));
        if (lead.suspicion() != null) out.println("          suspected: " + lead.suspicion());
        if (lead.deliveries().isEmpty()) out.println("          sent nowhere");
        for (var each : lead.deliveries())
            out.println(
                    "          " + each.channel() + ": " + each.state().name().toLowerCase(Locale.ROOT)
                            + (each.fault() == null ? "" : " after " + each.attempts() + " attempts, " + each.fault()));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
