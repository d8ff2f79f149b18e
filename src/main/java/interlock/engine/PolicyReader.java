package interlock.engine;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.Location;
import interlock.policy.Clause;
import interlock.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * Reads the clauses of a policy off the syntax tree of its DRL and checks each against the vocabulary. A clause is read
 * by itself, so that a broken one hides no other.
 */
final class PolicyReader {
    private static final Pattern UNFINISHED = Pattern.compile("\\(\\s*$");
    /** What stands within a pattern. */
    private static final Pattern WITHIN = Pattern.compile("\\$\\w+|[a-z]\\w*");
    /** What a line may end in without anything missing behind it. */
    private static final Pattern COMPLETE = Pattern.compile("[,;(&|:]$|\\b(when|then|and|or|not|exists)$");

    private static final List<String> KEYWORDS = List.of(
            "rule", "when", "then", "end", "not", "exists", "accumulate", "and", "or", "from", "contains", "memberOf");

    private final Policy policy;
    private final ClauseDraft.Ids ids;
    private final PolicyText page;
    private final List<ReadClause> clauses = new ArrayList<>();

    PolicyReader(Policy policy, ClauseDraft.Ids ids) {
        this.policy = policy;
        this.ids = ids;
        this.page = new PolicyText(policy);
        policy.clauses().forEach(this::read);
    }

    /** What is wrong with the policy. */
    List<Diagnostic> problems() {
        return page.problems();
    }

    /** The clauses that could be read, with all that stands in them. */
    List<ReadClause> clauses() {
        return List.copyOf(clauses);
    }

    /** The clauses that could be read, for those who run them. */
    List<ClauseShape> shapes() {
        return clauses.stream().map(ReadClause::shape).toList();
    }

    private void read(Clause clause) {
        String written = ClauseText.of(policy, clause);
        ClauseText parts = new ClauseText(
                written,
                clause.start(),
                clause.end(),
                clause.name(),
                ids.shelf().kinds().keySet());
        if (!parts.flaws().isEmpty()) {
            parts.flaws().forEach(f -> page.error(f.code(), f.at(), f.length(), f.message(), f.help()));
            BrokenClause.names(page, written, clause.start(), clause.end(), ids);
            return;
        }
        String text = ClauseText.withoutComments(written);
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        @Nullable PackageDescr tree;
        try {
            tree = parser.parse(true, text);
        } catch (DroolsParserException e) {
            tree = null;
        }
        if (parser.hasErrors() || tree == null || tree.getRules().size() != 1) {
            syntaxErrors(parser, clause);
            BrokenClause.names(page, text, clause.start(), clause.end(), ids);
            return;
        }
        RuleDescr rule = tree.getRules().get(0);
        new ClauseReader(new ClauseDraft(page, ids, clause, text, parts.consequenceStart()), rule)
                .read()
                .ifPresent(clauses::add);
    }

    private void syntaxErrors(DrlParser parser, Clause clause) {
        int before = page.count();
        for (var error : parser.getErrors()) {
            if (error instanceof ParserError at && at.getRow() > 0) {
                syntaxError(at.getRow(), at.getCol() + 1);
            }
        }
        if (page.count() == before) {
            page.error("IL120", clause.start(), 4, "the clause `" + clause.name() + "` cannot be read", null);
        }
    }

    private void syntaxError(int line, int column) {
        int row = Math.min(line, page.lines());
        String text = String.valueOf(page.line(row));
        Matcher word = Pattern.compile("[\\w$]+|\\S").matcher(text);
        String found = "";
        int start = Math.min(column, text.length() + 1);
        if (column <= text.length() && word.find(column - 1)) {
            found = word.group();
            start = word.start() + 1;
        }
        if (WITHIN.matcher(found).matches()
                && !KEYWORDS.contains(found)
                && DidYouMean.nearest(found, KEYWORDS).isEmpty()
                && text.substring(0, start - 1).isBlank()
                && row > 1) {
            String above = String.valueOf(page.line(row - 1)).stripTrailing();
            if (!above.isBlank() && !COMPLETE.matcher(above).find()) {
                page.error(
                        "IL120",
                        new Location(policy.file(), row - 1, above.length(), 1),
                        "something is missing between this and `" + found + "` on the next line",
                        "look for a missing comma, operator or bracket at the end of this line");
                return;
            }
        }
        boolean open = UNFINISHED.matcher(text).find();
        String message = found.isEmpty() ? "the line ends too soon" : "`" + found + "` is not expected here";
        String help = found.equals("=")
                ? "compare with `==`"
                : found.isEmpty()
                        ? "look for a missing bracket, quote or comma"
                        : DidYouMean.help(
                                found,
                                KEYWORDS,
                                open
                                        ? "look for a missing closing bracket"
                                        : "look for a missing bracket, quote, comma or end");
        page.error("IL120", new Location(policy.file(), row, start, Math.max(1, found.length())), message, help);
    }
}
