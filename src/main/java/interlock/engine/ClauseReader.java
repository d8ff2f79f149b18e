package interlock.engine;

import interlock.policy.Clause;
import interlock.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Reads one clause: what stands around its conditions, and what it concludes. */
final class ClauseReader {
    private final ClauseDraft draft;
    private final PolicyText page;
    private final Clause clause;
    private final RuleDescr rule;
    private final String text;
    private final int behindThen;
    private final Set<String> bound;

    ClauseReader(ClauseDraft draft, RuleDescr rule) {
        this.draft = draft;
        this.page = draft.page();
        this.clause = draft.clause();
        this.rule = rule;
        this.text = draft.text();
        this.behindThen = draft.behindThen();
        this.bound = draft.bound();
    }

    /** The clause as far as it can be told; empty if something is wrong with it, which is noted. */
    Optional<ReadClause> read() {
        int before = page.count();
        Policy policy = page.policy();
        if (rule.getParentName() != null) {
            int at = Math.max(clause.start(), text.indexOf("extends", draft.nameEnd()));
            draft.error(
                    "IL121",
                    at,
                    "extends".length(),
                    "a clause may not extend another",
                    "repeat the conditions, or conclude them in a clause of their own");
        }
        for (String annotation : new TreeSet<>(rule.getAnnotationNames())) {
            int at = Math.max(clause.start(), text.indexOf("@" + annotation, draft.nameEnd()));
            draft.error(
                    "IL121",
                    at,
                    annotation.length() + 1,
                    "the annotation `@" + annotation + "` may not stand in a clause",
                    "put tags in a comment /** … */ before the clause");
        }
        for (String attribute : new TreeSet<>(rule.getAttributes().keySet())) {
            int index = text.indexOf(attribute, draft.nameEnd());
            draft.error(
                    "IL121",
                    Math.max(index, clause.start()),
                    attribute.length(),
                    "the attribute `" + attribute + "` may not stand in a policy",
                    Instead.ofAttribute(attribute));
        }
        ConditionReader conditions = new ConditionReader(draft);
        for (BaseDescr element : rule.getLhs().getDescrs()) {
            conditions.topLevel(element);
        }
        Consequence consequence = consequence();
        if (!draft.unusable().isEmpty()) {
            // What is wrong with the declaration is told where it stands; whatever follows from it here is no news.
            page.forget(before);
            return Optional.empty();
        }
        if (page.count() > before) {
            return Optional.empty();
        }
        ClauseShape shape = new ClauseShape(
                policy.id(),
                policy.pack(),
                clause.name(),
                consequence.conclusions(),
                List.copyOf(draft.reads()),
                List.copyOf(draft.gathered()),
                List.copyOf(draft.absences()),
                consequence.roles(),
                draft.parameters(),
                draft.rewritten());
        return Optional.of(new ReadClause(
                page,
                clause,
                text,
                behindThen,
                List.copyOf(draft.patterns()),
                List.copyOf(draft.gatherings()),
                Set.copyOf(bound),
                consequence,
                shape));
    }

    private Consequence consequence() {
        Policy policy = page.policy();
        Consequence consequence =
                new Consequence(text.substring(behindThen, clause.end() - "end".length()), draft.shelf());
        for (Consequence.Refusal refusal : consequence.refusals()) {
            draft.error(refusal.code(), behindThen + refusal.at(), refusal.length(), refusal.message(), refusal.help());
        }
        consequence.variables().forEach((variable, at) -> {
            if (!bound.contains(variable)) {
                draft.unbound(variable, behindThen + at, bound);
            }
        });
        if (consequence.conclusions().contains("Signal")) {
            new Narrative(draft).check();
            int raise = Math.max(behindThen, text.indexOf("raise", behindThen));
            if (policy.concludesOnly() && clause.level() == null) {
                draft.error(
                        "IL125",
                        raise,
                        "raise".length(),
                        "the clause raises a signal but neither it nor the header gives a level",
                        "add ` * @level screen` and ` * @says …` to the header");
            } else if (policy.header().says() == null && clause.says() == null) {
                draft.error(
                        "IL125",
                        raise,
                        "raise".length(),
                        "the clause raises a signal but neither it nor the header says how it reads",
                        "add ` * @says …` with the sentence that a reader sees");
            }
        }
        return consequence;
    }
}
