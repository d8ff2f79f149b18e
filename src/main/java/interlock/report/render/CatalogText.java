package interlock.report.render;

import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.policy.PolicySet;
import interlock.vocabulary.Kind;
import java.util.List;
import java.util.Locale;

/** The policies as pages for a reader: what each says, its clauses, thresholds, references and known false positives. */
public final class CatalogText {
    private CatalogText() {}

    /** All policies that raise signals, by id, then those that only conclude what others share. */
    public static String of(PolicySet policies, ParameterSet parameters, Style style) {
        StringBuilder out = new StringBuilder();
        policies.policies().stream().filter(p -> !p.concludesOnly()).forEach(p -> page(out, p, parameters, style));
        List<Policy> shared =
                policies.policies().stream().filter(Policy::concludesOnly).toList();
        if (!shared.isEmpty()) {
            out.append(style.bold("Shared conclusions")).append('\n');
            shared.forEach(p -> out.append(
                    Lines.wrapped(p.header().title() + ". " + p.header().description(), "  " + p.id() + ": ", "    ")));
        }
        List<Kind> own = policies.vocabulary().declared();
        if (!own.isEmpty()) {
            out.append(shared.isEmpty() ? "" : "\n")
                    .append(style.bold("Kinds of facts of one's own"))
                    .append('\n');
            own.forEach(k ->
                    out.append(Lines.wrapped((k.about() + " " + k.says()).strip(), "  " + k.name() + ": ", "    ")));
        }
        return out.toString();
    }

    private static void page(StringBuilder out, Policy policy, ParameterSet parameters, Style style) {
        out.append(style.bold(policy.header().title())).append('\n');
        String level = policy.header().level() == null
                ? ""
                : ", level " + policy.header().level().name().toLowerCase(Locale.ROOT);
        out.append("  ")
                .append(policy.id())
                .append(' ')
                .append(policy.header().version())
                .append(level)
                .append('\n');
        out.append(Lines.wrapped(policy.header().description(), "  "));
        for (Clause clause : policy.clauses()) {
            String raised = (clause.grade() == null ? "" : ", grade " + clause.grade())
                    + (clause.level() == null
                            ? ""
                            : ", level " + clause.level().name().toLowerCase(Locale.ROOT));
            out.append(Lines.wrapped("clause: " + clause.name() + raised, "  - ", "    "));
        }
        for (Parameter parameter : parameters.all()) {
            if (policy.source().contains("\"" + parameter.id() + "\"")) {
                String value = parameter.value() == null
                        ? "an interval"
                        : parameter.value().toPlainString();
                out.append(Lines.wrapped(
                        "threshold: " + parameter.id() + " = " + value + " " + parameter.unit() + " ("
                                + ReportText.words(parameter.status().name()) + ", " + parameter.reference() + ")",
                        "  - ",
                        "    "));
            }
        }
        policy.header().references().forEach(r -> out.append(Lines.wrapped("reference: " + r, "  - ", "    ")));
        policy.header()
                .falsePositives()
                .forEach(f -> out.append(Lines.wrapped("known false positive: " + f, "  - ", "    ")));
        out.append('\n');
    }
}
