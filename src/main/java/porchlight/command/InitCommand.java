package porchlight.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import porchlight.diagnosis.FeedAccess;
import porchlight.feed.FeedConnection;
import porchlight.message.Messages;
import porchlight.settings.CheckedSettings;
import porchlight.settings.InvalidSettings;
import porchlight.settings.InvalidSettings.Fault;
import porchlight.settings.Settings;
import porchlight.settings.Variable;
import porchlight.settings.Version;

/** Asks for what a site of the owner's needs, tries the feed, and writes {@code .env} and {@code brand/site.yaml}. */
@Command(name = "init", mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class InitCommand implements Callable<Integer> {
    private static final int INCOMPLETE = 2;

    private final CommandContext surroundings;

    @Spec
    private CommandSpec spec;

    @Option(names = "--yes")
    private boolean unasked;

    private InitCommand(CommandContext surroundings) {
        this.surroundings = surroundings;
    }

    /** The command, with an option for each question. */
    public static CommandLine commandLine(CommandContext surroundings) {
        var spec = CommandSpec.forAnnotatedObject(new InitCommand(surroundings));
        Question.all()
                .forEach(question -> spec.addOption(OptionSpec.builder(question.option())
                        .type(String.class)
                        .paramLabel(question.paramLabel())
                        .build()));
        return new CommandLine(spec);
    }

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        var directory = surroundings.directory();
        var files = new OwnFiles(directory, surroundings.variables());
        var person = unasked ? null : surroundings.person();
        Map<Question, String> answers;
        try {
            answers = new Interview(given(), person, files, directory, out).answers(this::tried);
        } catch (Interview.Ended early) {
            return refused(Messages.text("command.init.ended"));
        } catch (InvalidSettings incomplete) {
            return refused(incomplete.faults().stream()
                    .map(InitCommand::line)
                    .collect(Collectors.joining("\n", Messages.text("command.init.incomplete") + "\n", "")));
        }
        try {
            out.println();
            for (var file : files.write(answers)) out.println(Messages.text("command.init.written", shown(file)));
            out.println();
            out.flush();
        } catch (IOException fault) {
            throw new UncheckedIOException(
                    Messages.text("command.init.unwritable", String.valueOf(fault.getMessage())), fault);
        }
        return conclude();
    }

    private static String line(Fault fault) {
        return "  " + fault.variable() + ": " + fault.problem() + "\n      " + fault.remedy();
    }

    private int refused(String why) {
        spec.commandLine().getErr().println(why);
        return INCOMPLETE;
    }

    private Map<Question, String> given() {
        var given = new EnumMap<Question, String>(Question.class);
        var parsed = spec.commandLine().getParseResult();
        Question.all().forEach(question -> {
            var value = parsed.matchedOptionValue(question.option(), (String) null);
            if (value != null) given.put(question, value);
        });
        return given;
    }

    private Path shown(Path file) {
        var here = surroundings.directory().toAbsolutePath();
        return file.toAbsolutePath().startsWith(here) ? here.relativize(file.toAbsolutePath()) : file;
    }

    /** Empty if the MLS answers, or if the settings have other faults, which are reported in the end. */
    private Optional<FeedAccess.Refusal> tried(Map<String, String> environment) {
        try {
            var feed = Settings.from(complete(environment)).feed();
            return feed == null
                    ? Optional.empty()
                    : FeedAccess.tried(FeedConnection.open(feed, surroundings.directory(), surroundings.clock()));
        } catch (InvalidSettings elsewhere) {
            return Optional.empty();
        }
    }

    /** The rules are asked for later. */
    private static Map<String, String> complete(Map<String, String> environment) {
        var complete = new HashMap<>(environment);
        complete.putIfAbsent(Variable.MLS_PROFILE.name(), "nar");
        return complete;
    }

    /** Reads what was written as the site would, and tries it. */
    private int conclude() throws InterruptedException {
        var out = spec.commandLine().getOut();
        var startup = CheckedSettings.read(surroundings.environment(), surroundings.directory());
        startup.warnings()
                .forEach(warning -> spec.commandLine().getErr().println(Messages.text("command.warning", warning)));
        var feed = startup.settings().feed();
        if (feed == null) throw new IllegalStateException("no feed after init");
        if (FeedConnection.needsAuthorization(feed, surroundings.directory())) {
            out.println(Messages.text("command.init.next.authorize"));
            out.flush();
            return 0;
        }
        var passes = new FeedTrial(surroundings, out).passes(startup, feed);
        out.println();
        out.println(Messages.text(
                passes ? "command.init.next" : "command.init.next.fix",
                "http://localhost:" + startup.settings().port()));
        out.flush();
        return passes ? 0 : 1;
    }
}
