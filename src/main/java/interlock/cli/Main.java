package interlock.cli;

import interlock.Desk;
import interlock.diagnostic.DiagnosticText;
import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.InvalidInput;
import interlock.engine.LimitReached;
import interlock.scaffold.Refusal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the program starts and ends. */
@Command(
        name = "interlock",
        description = "Scores strategic implications and conflicts of interest, and explains every answer.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Exit codes: 0 done; 1 done, and the answer is no; 2 wrong usage; 3 facts, policies or",
            "parameters that cannot be used; 4 a limit was reached; 70 our own bug."
        })
public final class Main implements Runnable {
    private static final String DEBUG = "--debug";

    @Spec
    private @org.jspecify.annotations.Nullable CommandSpec spec;

    private Main() {}

    /** Runs the program and exits with its code. */
    public static void main(String[] arguments) {
        Terminal terminal = Terminal.standard(code -> Runtime.getRuntime().halt(code));
        Untrusted.endWithTheParent(terminal);
        System.exit(Answers.to(arguments)
                .map(answers -> answered(terminal, answers, arguments))
                .orElseGet(() -> run(terminal, arguments)));
    }

    /** Gives the answer that was given before, or works it out and keeps it. */
    private static int answered(Terminal terminal, Answers answers, String[] arguments) {
        try {
            Optional<Integer> given = answers.given(terminal);
            if (given.isPresent()) {
                return given.get();
            }
        } catch (Terminal.Unwritable e) {
            // Told by the run, with its help.
            return run(terminal, arguments);
        }
        return run(terminal, Optional.of(answers), arguments);
    }

    /** Runs the program on some streams; the exit code. */
    static int run(Terminal terminal, String... arguments) {
        return run(terminal, Optional.empty(), arguments);
    }

    private static int run(Terminal terminal, Optional<Answers> answers, String... arguments) {
        boolean debug = Arrays.asList(arguments).contains(DEBUG);
        String[] rest = Stream.of(arguments).filter(a -> !a.equals(DEBUG)).toArray(String[]::new);
        CommandLine line = commandLine(Verb.of(terminal, answers, rest));
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        line.setUsageHelpWidth(100);
        line.setParameterExceptionHandler((e, args) -> usage(terminal, e));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(terminal, e, debug));
        try {
            return line.execute(rest);
        } catch (OutOfMemoryError | StackOverflowError e) {
            return exhausted(terminal, e, debug);
        }
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    /** The script by which a shell completes the words of the command line. */
    static String completion(Terminal terminal) {
        return AutoComplete.bash("interlock", commandLine(terminal));
    }

    /** The command line with all verbs. */
    static CommandLine commandLine(Terminal terminal) {
        return commandLine(Verb.whole(terminal));
    }

    private static CommandLine commandLine(Map<String, CommandLine> verbs) {
        CommandLine line = new CommandLine(new Main());
        verbs.forEach(line::addSubcommand);
        OptionList.in(line);
        return line;
    }

    private static int usage(Terminal terminal, ParameterException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String help = "`" + command.qualifiedName() + " --help` lists the options";
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            boolean option = word.startsWith("-");
            boolean verb = !option && !command.subcommands().isEmpty();
            terminal.warn("error: there is no " + (option ? "option" : verb ? "verb" : "argument") + " `" + word + "`");
            terminal.warn("  help: "
                    + DidYouMean.help(
                            word,
                            option
                                    ? command.optionsMap().keySet()
                                    : command.subcommands().keySet(),
                            help));
        } else {
            String message = String.valueOf(e.getMessage());
            terminal.warn("error: " + message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1));
            terminal.warn("  help: " + help);
        }
        return ExitCode.USAGE.code;
    }

    private static int failed(Terminal terminal, Exception e, boolean debug) {
        if (e instanceof InvalidInput invalid) {
            terminal.warn(DiagnosticText.of(invalid.diagnostics()).stripTrailing());
            return ExitCode.UNUSABLE.code;
        }
        if (e instanceof Lookup.NotFound missing) {
            terminal.warn("error: " + missing.getMessage());
            terminal.warn("  help: " + missing.help());
            return ExitCode.USAGE.code;
        }
        if (e instanceof Desk.Unknown unknown) {
            terminal.warn("error: " + unknown.getMessage());
            terminal.warn("  help: " + unknown.help());
            return ExitCode.USAGE.code;
        }
        if (e instanceof Refusal refusal) {
            terminal.warn("error: " + refusal.getMessage());
            terminal.warn("  help: " + refusal.help());
            return refusal.wrongUsage() ? ExitCode.USAGE.code : ExitCode.NO.code;
        }
        if (e instanceof Terminal.Unwritable unwritable) {
            terminal.warn("error: " + unwritable.getMessage());
            return ExitCode.USAGE.code;
        }
        if (e instanceof LimitReached limit) {
            terminal.warn("error: " + limit.getMessage());
            terminal.warn("  help: " + Watchdog.HELP);
            return ExitCode.LIMIT.code;
        }
        terminal.warn("error: this is a bug of Interlock (" + e.getClass().getSimpleName() + ")");
        if (debug) {
            e.printStackTrace(terminal.err());
        } else {
            terminal.warn("  help: run it again with --debug and report what it prints");
        }
        return ExitCode.BUG.code;
    }

    /** The machine's memory is a limit like the others. */
    static int exhausted(Terminal terminal, Error e, boolean debug) {
        terminal.warn(
                e instanceof OutOfMemoryError
                        ? "error: the memory is used up"
                        : "error: something is nested too deeply to be followed");
        terminal.warn("  help: no answer was written; JAVA_TOOL_OPTIONS="
                + (e instanceof OutOfMemoryError ? "-Xmx8g" : "-Xss64m") + " gives more, or look at fewer facts");
        if (debug) {
            e.printStackTrace(terminal.err());
        }
        return ExitCode.LIMIT.code;
    }

    /** The version of the program. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"interlock " + (version == null ? "(not packaged)" : version)};
        }
    }
}
