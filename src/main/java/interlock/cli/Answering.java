package interlock.cli;

import interlock.engine.Budget;
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

    /** What is told, if there is anything to tell, and how the program ends. */
    record Answer(Optional<String> text, ExitCode code) {
        Answer(String text, ExitCode code) {
            this(Optional.of(text), code);
        }

        static Answer done(String text) {
            return new Answer(text, ExitCode.DONE);
        }

        static Answer none(ExitCode code) {
            return new Answer(Optional.empty(), code);
        }
    }

    /** Answers within the limits, or not at all; the exit code. */
    int answer(Terminal terminal, Function<Budget, Answer> work) {
        Answer answer = limits.within(terminal, budget -> {
            Answer whole = work.apply(budget);
            whole.text().ifPresent(limits::bounded);
            return whole;
        });
        // Nothing ends the program while it writes: what is written is written whole.
        answer.text().ifPresent(text -> terminal.write(text, Optional.ofNullable(output)));
        return answer.code().code;
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
