package porchlight;

import io.javalin.util.JavalinBindException;
import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import porchlight.command.AuthorizeCommand;
import porchlight.command.CheckCommand;
import porchlight.command.CommandContext;
import porchlight.command.ComplianceCommand;
import porchlight.command.DemoMlsCommand;
import porchlight.command.HelpTexts;
import porchlight.command.InitCommand;
import porchlight.command.LeadsCommand;
import porchlight.command.Person;
import porchlight.command.RehearseCommand;
import porchlight.command.ServeCommand;
import porchlight.command.Terminal;
import porchlight.odata.ODataException;
import porchlight.settings.InvalidSettings;
import porchlight.settings.SettingsTable;
import porchlight.settings.Version;

/** Entry point: the commands. */
@Command(name = "porchlight", mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class Main implements Callable<Integer> {
    private static final int FAILURE = 1;
    private static final int WRONG_SETTINGS = 2;

    private final ServeCommand serve;

    private Main(ServeCommand serve) {
        this.serve = serve;
    }

    public static void main(String[] args) {
        // Pictures are drawn without a screen, whatever the environment says of one.
        System.setProperty("java.awt.headless", "true");
        var input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        var exitCode = commandLine(
                        new CommandContext(System.getenv(), Path.of(""), input, InstantSource.system(), person()))
                .setOut(Terminal.on(System.out, Terminal.charset()))
                .setErr(Terminal.on(System.err, Terminal.charset()))
                .execute(args);
        // Success leaves the site's threads running.
        if (exitCode != 0) System.exit(exitCode);
    }

    /** Null unless both input and output are a terminal. */
    private static @Nullable Person person() {
        var console = System.console();
        if (console == null) return null;
        try {
            // From Java 22 on, there may be a console without a terminal.
            var isTerminal = Console.class.getMethod("isTerminal");
            if (!Boolean.TRUE.equals(isTerminal.invoke(console))) return null;
        } catch (ReflectiveOperationException before22) {
            // A console is a terminal.
        }
        return Person.at(console);
    }

    /** The commands and what they print of faults, ready to run. */
    public static CommandLine commandLine(CommandContext surroundings) {
        var serve = new ServeCommand(surroundings);
        var commandLine = new CommandLine(new Main(serve))
                .addSubcommand(serve)
                .addSubcommand(InitCommand.commandLine(surroundings))
                .addSubcommand(new CheckCommand(surroundings))
                .addSubcommand(new ComplianceCommand(surroundings))
                .addSubcommand(new AuthorizeCommand(surroundings))
                .addSubcommand(new LeadsCommand(surroundings))
                .addSubcommand(new DemoMlsCommand())
                .addSubcommand(new RehearseCommand(surroundings));
        commandLine.setResourceBundle(new HelpTexts());
        // Only help needs the table of all settings.
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> "\n" + SettingsTable.help());
        return commandLine.setExecutionExceptionHandler((fault, command, parsed) -> {
            if (!isForUsers(fault)) throw fault;
            command.getErr().println(fault.getMessage());
            return fault instanceof InvalidSettings ? WRONG_SETTINGS : FAILURE;
        });
    }

    /** Whether the message tells the user enough; anything else is a fault of the program and shows where. */
    private static boolean isForUsers(Exception fault) {
        return fault instanceof InvalidSettings
                || fault instanceof ODataException
                || fault instanceof UncheckedIOException
                || fault instanceof JavalinBindException;
    }

    @Override
    public Integer call() {
        return serve.call();
    }
}
