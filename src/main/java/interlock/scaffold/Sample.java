package interlock.scaffold;

import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Values that a field may have, as a file writes them. */
final class Sample {
    /** Kinds that declare a party, which is known by the id of the fact. */
    static final Set<String> PARTIES = Set.of("Company", "Person", "Fund");

    private Sample() {}

    /** A value for a field; a list of one where it holds a list. */
    static String value(Field field, String party) {
        String one = switch (field.type()) {
            case TEXT -> text(field);
            case PARTY -> party;
            case MONEY -> "1bn";
            case NUMBER -> "1.5";
            case WHOLE -> "12";
            case SHARE -> "10";
            case DATE -> "2026-12-31";
            case TRUTH -> "true";
            case NAME -> field.names().get(0);
        };
        return field.list() ? "[" + one + "]" : one;
    }

    private static String text(Field field) {
        return switch (field.name()) {
            case "period" -> "FY2026";
            case "jurisdiction" -> "US";
            case "market" -> "example market";
            default -> "example " + words(field.name());
        };
    }

    /** Whether a fact of the kind is itself a party. */
    static boolean isParty(Kind kind) {
        return PARTIES.contains(kind.name());
    }

    /** The kind of party that a field names. */
    static String kindOfParty(Field field) {
        return Set.of("person", "director", "officer").contains(field.name()) ? "Person" : "Company";
    }

    /** A name of the vocabulary in words: supplyContract as supply contract. */
    static String words(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    /** The same with an article before it. */
    static String oneOf(String name) {
        String words = words(name);
        return ("aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words;
    }

    /** The fields that name parties, those that must be given first. */
    static List<Field> parties(Kind kind) {
        return kind.fields().stream().filter(f -> f.type() == Field.Type.PARTY).toList();
    }
}
