package interlock.policy;

import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names that a declaration cannot use, and why. */
final class ReservedNames {
    /** What a fact file says of every fact, whatever its kind. */
    private static final Set<String> BESIDE_A_FACT = Set.of(
            "status", "from", "to", "signed", "closing", "asserted", "evidence", "outcomes", "contradicts", "note");

    private static final Set<String> OF_POLICIES = Set.of(
            ("abstract accumulate and assert boolean break byte case catch char class collect const contains continue"
                            + " declare def default dialect do double drools else empty end enum eval"
                            + " excludes exists extends false final finally float for forall foreach function global goto"
                            + " groupby if implements import in init instanceof int interface isdef kcontext lambda long"
                            + " matches memberOf modify native new nil not null or over package private protected proto"
                            + " public record return reverse rule salience short soundslike static str"
                            + " strictfp strsim super switch synchronized then this throw throws transient true try"
                            + " exports module open opens provides requires to transitive unit untyped update uses var void"
                            + " volatile when while with yield")
                    .split(" "));

    private static final Set<String> OF_EVERY_OBJECT =
            Set.of("clone", "equals", "finalize", "hashCode", "notify", "notifyAll", "toString", "wait");

    /** What stands for something in files and policies without being a kind on the page of facts. */
    private static final Set<String> OF_THE_HOUSE =
            Set.of("Fact", "Derived", "Declared", "Level", "Range", "Source", "Verbs", "Amounts", "List", "String");

    /** What every policy imports without saying so, or what is made of it does. */
    private static final Set<String> OF_THE_COMPILER = Set.of(
            "Total", "Largest", "Concentration", "EffectiveNumber", "Each", "KnowledgeHelper", "RuleContext", "D");

    private static final List<String> HOUSES_OF_JAVA = List.of("java.lang.", "java.util.", "java.math.", "java.time.");

    private ReservedNames() {}

    /** Why no field can have the name; null if one can. */
    static @Nullable String ofFields(String name) {
        if (name.equals("kind")) {
            return "in a file it says which fact it is";
        }
        if (BESIDE_A_FACT.contains(name)) {
            return "every fact has it already";
        }
        if (OF_POLICIES.contains(name)) {
            return "it is a word of the language of policies";
        }
        // Drools 10.2: what begins like an accessor is read as one, so `issuer` becomes `suer`.
        for (String beginning : List.of("is", "get", "set")) {
            if (name.startsWith(beginning)) {
                return "in a policy the `" + beginning + "` at its beginning would be lost";
            }
        }
        // Drools 10.2: its compiler of executable models takes such names for its own.
        if (OF_EVERY_OBJECT.contains(name)
                || Stream.of("alphaIndexedBy", "betaIndexedBy", "bind").anyMatch(s -> s.contains(name))) {
            return "policies that use it could not be compiled";
        }
        return null;
    }

    /** What a name stands for already, if it cannot be that of a kind or of a list of names; null if it can. */
    static @Nullable String ofKinds(String name) {
        if (Arrays.stream(Fact.class.getPermittedSubclasses())
                .anyMatch(k -> k.getSimpleName().equals(name))) {
            return "a kind of fact that Interlock brings along";
        }
        if (Arrays.stream(Derived.class.getPermittedSubclasses())
                .anyMatch(k -> k.getSimpleName().equals(name))) {
            return "something that Interlock or a policy works out";
        }
        if (Stream.of(Fact.class, Derived.class)
                .flatMap(page -> Arrays.stream(page.getDeclaredClasses()))
                .anyMatch(k -> k.getSimpleName().equals(name))) {
            return "a list of names that Interlock brings along";
        }
        if (Arrays.stream(Field.Type.values()).anyMatch(t -> spelling(t).equals(name))) {
            return "what a field can hold";
        }
        return OF_THE_HOUSE.contains(name)
                        || OF_THE_COMPILER.contains(name)
                        || HOUSES_OF_JAVA.stream().anyMatch(p -> known(p + name))
                ? "a word of the language of policies"
                : null;
    }

    /** How a declaration spells what a field holds: {@code Money} for an amount of money. */
    static String spelling(Field.Type type) {
        return type.name().charAt(0) + type.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static boolean known(String name) {
        try {
            Class.forName(name, false, ReservedNames.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
