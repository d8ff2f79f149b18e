package interlock.cli;

import interlock.Interlock;
import interlock.Query;
import interlock.cli.Answering.Answer;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DiagnosticText;
import interlock.diagnostic.InvalidInput;
import interlock.engine.Budget;
import interlock.fact.Edit;
import interlock.fact.EditReader;
import interlock.fact.EditReader.Scenario;
import interlock.report.DealMatrix;
import interlock.report.render.Style;
import interlock.report.render.WhatIfJson;
import interlock.report.render.WhatIfText;
import interlock.vocabulary.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "what-if",
        description = {
            "Tells which signals would appear, vanish, become established or move if some facts were otherwise.",
            "Edits may be given any number of times; nothing on file is changed. They are made in this order:",
            "scenarios, --add, --fact, --set, --complete, --collapse, --drop."
        },
        mixinStandardHelpOptions = true)
final class WhatIfCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Answering answering = new Answering();

    @Mixin
    private final Inputs.Dates dates = new Inputs.Dates();

    @Option(
            names = "--complete",
            paramLabel = "FACT[=AMOUNT]",
            description = "a pending fact has come about on the day, at its cap or at this amount")
    private @Nullable List<String> completed;

    @Option(names = "--collapse", paramLabel = "FACT", description = "a pending fact has come to nothing")
    private @Nullable List<String> collapsed;

    @Option(
            names = "--set",
            paramLabel = "FACT.FIELD=VALUE",
            description = "a field says something else; the value is written as in a fact file, nothing for unknown")
    private @Nullable List<String> set;

    @Option(names = "--drop", paramLabel = "FACT", description = "a fact is not on file at all")
    private @Nullable List<String> dropped;

    @Option(names = "--add", paramLabel = "FILE", description = "what stands in a fact file is on file too")
    private @Nullable List<String> added;

    @Option(
            names = "--fact",
            paramLabel = "{kind: KIND, id: ID, FIELD: VALUE, ...}",
            description = "a fact that nobody asserted is on file too, written as in a fact file")
    private @Nullable List<String> supposed;

    @Option(
            names = "--matrix",
            description = {
                "a table of the signals for each way in which the deals named by --complete may turn out,",
                "at most 6 of them; the other edits hold throughout"
            })
    private boolean matrix;

    @Option(names = "--proof", description = "draw each proof as a tree, down to the quotes")
    private boolean proofs;

    @Mixin
    private final Filters filters = new Filters();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text or json (default: from the file's ending, else text)")
    private @Nullable Plainly format;

    @Parameters(
            arity = "0..*",
            paramLabel = "SCENARIO",
            description = "a file of edits, or the name of one in facts/scenarios/")
    private @Nullable List<String> scenarios;

    WhatIfCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Scenario> texts = new ArrayList<>();
        try {
            return answering.answer(terminal, budget -> answer(budget, texts));
        } catch (InvalidInput e) {
            return refused(e, texts);
        }
    }

    /** @param texts gets what the edits are read from */
    private Answer answer(Budget budget, List<Scenario> texts) {
        Interlock interlock = answering.inputs.open(budget);
        Query query = filters.of(dates.query(budget.firings()), Level.INFO, interlock);
        for (String name : given(scenarios)) {
            texts.add(EditReader.file(EditReader.scenario(name, answering.inputs.factFolders())));
        }
        texts.add(EditReader.options(options()));
        List<Edit> edits = texts.stream().flatMap(t -> t.edits().stream()).toList();
        check(edits);
        boolean json = Plainly.chosen(format, answering.output) == Plainly.json;
        Style style = answering.style(terminal);
        return Answer.done(
                matrix ? matrix(interlock, edits, query, json, style) : text(interlock, edits, query, json, style));
    }

    private String text(Interlock interlock, List<Edit> edits, Query query, boolean json, Style style) {
        var answer = interlock.whatIf(edits, query);
        return json ? WhatIfJson.of(answer) : WhatIfText.of(answer, proofs, style);
    }

    private static String matrix(Interlock interlock, List<Edit> edits, Query query, boolean json, Style style) {
        DealMatrix answer = interlock.dealMatrix(edits, query);
        return json ? WhatIfJson.of(answer) : WhatIfText.of(answer, style);
    }

    /** What is wrong with an option is wrong usage; what is wrong in a file is not. */
    private int refused(InvalidInput e, List<Scenario> texts) {
        List<Diagnostic> shown = e.diagnostics().stream()
                .map(d -> texts.stream()
                        .map(Scenario::source)
                        .filter(s -> s.file().equals(d.at().file()))
                        .findFirst()
                        .map(s -> s.shown(d))
                        .orElse(d))
                .toList();
        terminal.warn(DiagnosticText.of(shown).stripTrailing());
        return shown.stream().allMatch(d -> d.at().file().equals(EditReader.COMMAND_LINE))
                ? ExitCode.USAGE.code
                : ExitCode.UNUSABLE.code;
    }

    private List<EditReader.Option> options() {
        return Stream.of(
                        options("add", added),
                        options("fact", supposed),
                        options("set", set),
                        options("complete", completed),
                        options("collapse", collapsed),
                        options("drop", dropped))
                .flatMap(List::stream)
                .toList();
    }

    private static List<EditReader.Option> options(String verb, @Nullable List<String> words) {
        return given(words).stream().map(w -> new EditReader.Option(verb, w)).toList();
    }

    private static List<String> given(@Nullable List<String> words) {
        return words == null ? List.of() : words;
    }

    private void check(List<Edit> edits) {
        long deals = edits.stream().filter(Edit.Complete.class::isInstance).count();
        if (edits.isEmpty()) {
            throw answering.usage("there is nothing to assume; give an edit such as `--complete FACT`, or a scenario");
        }
        if (matrix && deals == 0) {
            throw answering.usage("`--matrix` needs the deals that may complete or collapse, each with `--complete`");
        }
        if (matrix && deals > DealMatrix.MOST) {
            throw answering.usage("a matrix of " + deals + " deals would have " + (1L << deals) + " columns; at most "
                    + DealMatrix.MOST + " deals can be combined");
        }
        if (matrix && proofs) {
            throw answering.usage("`--matrix` shows no proofs; leave out `--proof`");
        }
    }
}
