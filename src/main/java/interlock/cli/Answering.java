package interlock.cli;

import interlock.cli.Terminal.Draft;
import interlock.engine.Budget;
import interlock.report.Report;
import interlock.report.render.Style;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every verb takes that evaluates and answers: where things lie, how much it may use up, where the answer goes. */
final class Answering {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Mixin
    final Inputs inputs = new Inputs();

    @Mixin
    final Limits limits = new Limits();

    @Option(names = "-o", paramLabel = "FILE", description = "write to a file, whole or not at all")
    @Nullable
    Path output;

    /**
     * What is told, if there is anything to tell, and how the program ends.
     *
     * @param report what it tells of, if that is a report
     */
    record Answer(Optional<Content> content, Optional<Report> report, ExitCode code) {
        Answer(String text, ExitCode code) {
            this(Optional.of(Content.of(text)), Optional.empty(), code);
        }

        static Answer done(String text) {
            return new Answer(text, ExitCode.DONE);
        }

        static Answer none(ExitCode code) {
            return new Answer(Optional.empty(), Optional.empty(), code);
        }
    }

    /** An answer that is whole, and yet to be published. */
    private record Drafted(Optional<Draft> draft, ExitCode code) {}

    /** Answers within the limits, or not at all; the exit code. */
    int answer(Terminal terminal, Function<Budget, Answer> work) {
        Drafted drafted = limits.within(terminal, budget -> {
            Answer answer = work.apply(budget);
            Optional<Path> file = Optional.ofNullable(output);
            return new Drafted(
                    answer.content().map(c -> limits.draft(terminal, c, answer.report(), file, budget)), answer.code());
        });
        // Nothing ends the program from here on: what is published is published whole.
        drafted.draft().ifPresent(Draft::publish);
        return drafted.code().code;
    }

    /** Colour where it goes to a terminal that takes it. */
    Style style(Terminal terminal) {
        return output == null ? terminal.style() : Style.PLAIN;
    }

    /** Wrong usage of the verb, to be thrown. */
    ParameterException usage(String message) {
        if (spec == null) {
            throw new IllegalStateException("the command line is not set up");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
