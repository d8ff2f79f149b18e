package interlock.report.render;

import interlock.report.Report;
import interlock.report.Report.FactView;
import interlock.report.Report.PartyView;
import interlock.report.Report.Signal;
import interlock.vocabulary.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who is concerned by what, as a graph for Graphviz: parties, signals and the facts that the signals rest on. A signal leads to
 * its parties, a fact between two parties joins them; what is not certain is dashed.
 */
public final class ReportDot {
    private ReportDot() {}

    /** The graph, ending with a line break. */
    public static String of(Report report) {
        Dot dot = new Dot("LR");
        SortedMap<String, String> parties = new TreeMap<>();
        SortedSet<String> facts = new TreeSet<>();
        for (Signal s : report.signals()) {
            s.parties().forEach(p -> parties.put(p.id(), p.name()));
            facts.addAll(s.evidence().facts());
        }
        List<FactView> between = new ArrayList<>();
        for (String id : facts) {
            FactView fact = report.facts().get(id);
            if (fact != null && fact.parties().size() == 2) {
                between.add(fact);
                fact.parties().forEach(p -> parties.putIfAbsent(p.id(), p.name()));
            }
        }
        parties.forEach((id, name) ->
                dot.node("party " + id, name, "shape=box, style=\"rounded,filled\", fillcolor=\"#e4edf6\""));
        for (Signal s : report.signals()) {
            dot.node(
                    "signal " + s.id(),
                    ReportText.title(s) + " (" + s.level() + ", " + ReportText.severity(s) + ")",
                    "shape=note, style=" + (s.status() == Report.Status.ESTABLISHED ? "filled" : "\"filled,dashed\"")
                            + ", fillcolor=\"" + colour(s.level()) + "\"");
            for (PartyView p : s.parties()) {
                dot.edge("signal " + s.id(), "party " + p.id(), p.role(), "style=dotted");
            }
        }
        for (FactView fact : between) {
            dot.edge(
                    "party " + fact.parties().get(0).id(),
                    "party " + fact.parties().get(1).id(),
                    ReportText.standing(fact),
                    fact.certain() ? "" : "style=dashed");
        }
        return dot.end();
    }

    private static String colour(Level level) {
        return switch (level) {
            case HIGH -> "#f2b8ae";
            case ELEVATED -> "#f6d7b4";
            case SCREEN -> "#f6efb4";
            case INFO -> "#f3f5f7";
        };
    }
}
