package interlock.cli;

import interlock.Interlock;
import interlock.cli.Answering.Answer;
import interlock.engine.Budget;
import interlock.report.Explanations;
import interlock.report.Report;
import interlock.report.Report.Signal;
import interlock.report.render.ProofDot;
import interlock.report.render.ProofHtml;
import interlock.report.render.ProofText;
import interlock.report.render.ReportJson;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "why",
        description = "Shows the proof of a signal as a tree, down to the quotes and their sources.",
        mixinStandardHelpOptions = true)
final class WhyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Answering answering = new Answering();

    @Mixin
    private final Inputs.Dates dates = new Inputs.Dates();

    /** The forms in which a proof can be had. */
    private enum Form {
        TEXT,
        JSON,
        DOT,
        HTML
    }

    /** Reads the name of a form. */
    private static final class FormName implements ITypeConverter<Form> {
        @Override
        public Form convert(String text) {
            return switch (text) {
                case "text" -> Form.TEXT;
                case "json" -> Form.JSON;
                case "dot" -> Form.DOT;
                case "html" -> Form.HTML;
                default ->
                    throw new TypeConversionException(
                            "`" + text + "` is not a format of a proof; the formats are text, json, dot, html");
            };
        }
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormName.class,
            description = "text, json, dot or html (default: from the file's ending, else text)")
    private @Nullable Form format;

    @Option(names = "--all", description = "every alternative proof as well")
    private boolean all;

    @Parameters(
            arity = "1..*",
            paramLabel = "SIGNAL | POLICY PARTY",
            description = "the id of a signal, or a policy and the parties that it concerns")
    private List<String> words = List.of();

    WhyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return answering.answer(terminal, this::answer);
    }

    private Answer answer(Budget budget) {
        Interlock interlock = answering.inputs.open(budget);
        Report report = interlock.run(dates.query(budget.firings()));
        List<Signal> signals = Lookup.signals(interlock, report, words);
        Explanations why = Interlock.why(report, signals, all);
        return Answer.done(
                switch (form()) {
                    case TEXT ->
                        why.explanations().stream()
                                .map(e -> ProofText.of(e, answering.style(terminal)))
                                .collect(Collectors.joining("\n"));
                    case JSON -> ReportJson.of(why);
                    case DOT -> ProofDot.of(why);
                    case HTML -> ProofHtml.of(why);
                });
    }

    private Form form() {
        if (format != null) {
            return format;
        }
        String name =
                answering.output == null ? "" : answering.output.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".json")
                ? Form.JSON
                : name.endsWith(".dot") ? Form.DOT : name.endsWith(".html") ? Form.HTML : Form.TEXT;
    }
}
