package interlock.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word or sign of a clause. Two clauses with the same ones say the same, however they are laid out and commented.
 *
 * @param gap the blanks before it; a comment counts as one
 * @param line the line of the file on which it stands, from 1
 */
public record Lexeme(String text, String gap, int line) {
    private static final Pattern NEXT = Pattern.compile(
            "(?<gap>\\s+|//[^\n]*|/\\*.*?\\*/)"
                    + "|\"[^\"\n]*\"|'[^'\n]*'|[0-9]+(?:\\.[0-9]+)?\\w*|[\\w$]+|[=!<>]=|&&|\\|\\||.",
            Pattern.DOTALL);

    /** The words and signs of a clause, from the word rule to the word end. */
    public static List<Lexeme> of(Policy policy, Clause clause) {
        List<Lexeme> lexemes = new ArrayList<>();
        StringBuilder gap = new StringBuilder();
        int line = clause.line();
        Matcher next = NEXT.matcher(policy.source()).region(clause.start(), clause.end());
        while (next.lookingAt()) {
            String text = next.group();
            if (next.group("gap") == null) {
                lexemes.add(new Lexeme(text, gap.toString(), line));
                gap.setLength(0);
            } else {
                gap.append(text.isBlank() ? text : text.replaceAll("[^\n]", " ") + " ");
            }
            line += (int) text.chars().filter(c -> c == '\n').count();
            next.region(next.end(), clause.end());
        }
        return List.copyOf(lexemes);
    }

    /** The text of some, each behind its gap. */
    public static String joined(List<Lexeme> lexemes) {
        StringBuilder text = new StringBuilder();
        for (Lexeme lexeme : lexemes) {
            boolean grown = lexeme.gap().isEmpty()
                    && !text.isEmpty()
                    && isWord(text.charAt(text.length() - 1))
                    && isWord(lexeme.text().charAt(0));
            text.append(grown ? " " : lexeme.gap()).append(lexeme.text());
        }
        return text.toString();
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
