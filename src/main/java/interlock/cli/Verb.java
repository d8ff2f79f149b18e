package interlock.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A verb of the command line. To look through the options of all of them takes longer than help or a complaint may,
 * so only the verb that is meant is set up, and of the others there is just what the help of all tells.
 *
 * @param type bears the name and the description
 * @param line sets the verb up
 */
record Verb(Class<?> type, Supplier<CommandLine> line) {
    private static List<Verb> all(Terminal terminal, Optional<Answers> answers) {
        return List.of(
                verb(RunCommand.class, () -> new RunCommand(terminal, answers)),
                verb(WhyCommand.class, () -> new WhyCommand(terminal)),
                verb(WhyNotCommand.class, () -> new WhyNotCommand(terminal)),
                verb(TimelineCommand.class, () -> new TimelineCommand(terminal)),
                verb(WhatIfCommand.class, () -> new WhatIfCommand(terminal)),
                verb(RemedyCommand.class, () -> new RemedyCommand(terminal)),
                verb(DiffCommand.class, () -> new DiffCommand(terminal)),
                verb(ImpactCommand.class, () -> new ImpactCommand(terminal)),
                verb(ReplayCommand.class, () -> new ReplayCommand(terminal)),
                verb(CalibrateCommand.class, () -> new CalibrateCommand(terminal)),
                verb(CheckCommand.class, () -> new CheckCommand(terminal)),
                verb(TestCommand.class, () -> new TestCommand(terminal)),
                new Verb(NewCommand.class, () -> NewCommand.line(terminal)),
                verb(WatchCommand.class, () -> new WatchCommand(terminal)),
                verb(CatalogCommand.class, () -> new CatalogCommand(terminal)),
                verb(VocabularyCommand.class, () -> new VocabularyCommand(terminal)),
                new Verb(BenchCommand.class, () -> BenchCommand.line(terminal)),
                verb(CompletionCommand.class, () -> new CompletionCommand(terminal)));
    }

    private static Verb verb(Class<?> type, Supplier<Object> command) {
        return new Verb(type, () -> new CommandLine(command.get()));
    }

    /** All verbs, each with all its options. */
    static Map<String, CommandLine> whole(Terminal terminal) {
        return lines(terminal, Optional.empty(), name -> true);
    }

    /** The verbs, as much of each as these arguments need. */
    static Map<String, CommandLine> of(Terminal terminal, Optional<Answers> answers, String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        // More than one option, or a file of arguments: any verb may follow.
        boolean open = first.startsWith("@") || (first.startsWith("-") && arguments.length > 1);
        return lines(terminal, answers, name -> open || name.equals(first));
    }

    private static Map<String, CommandLine> lines(
            Terminal terminal, Optional<Answers> answers, Predicate<String> isWhole) {
        Map<String, CommandLine> lines = new LinkedHashMap<>();
        for (Verb verb : all(terminal, answers)) {
            Command told = verb.type().getAnnotation(Command.class);
            lines.put(told.name(), isWhole.test(told.name()) ? verb.line().get() : outline(told));
        }
        return lines;
    }

    private static CommandLine outline(Command told) {
        CommandSpec spec = CommandSpec.create().name(told.name());
        spec.usageMessage().description(told.description());
        return new CommandLine(spec);
    }
}
