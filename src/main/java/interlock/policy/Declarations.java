package interlock.policy;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.Location;
import interlock.policy.Declaration.OfFacts;
import interlock.policy.Declaration.OfNames;
import interlock.policy.Declaration.Part;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The declarations of all files held against each other, and the vocabulary that comes of them. */
final class Declarations {
    private static final Map<String, Field.Type> TYPES = Stream.concat(
                    Arrays.stream(Field.Type.values())
                            .filter(t -> t != Field.Type.NAME)
                            .map(t -> Map.entry(ReservedNames.spelling(t), t)),
                    // What everybody writes who knows the language.
                    Stream.of(Map.entry("String", Field.Type.TEXT)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final Map<String, String> FOREIGN = Map.ofEntries(
            Map.entry("BigDecimal", "`Number`, or `Money` for an amount of money"),
            Map.entry("double", "`Number`"),
            Map.entry("Double", "`Number`"),
            Map.entry("float", "`Number`"),
            Map.entry("Float", "`Number`"),
            Map.entry("int", "`Whole`"),
            Map.entry("Integer", "`Whole`"),
            Map.entry("long", "`Whole`"),
            Map.entry("Long", "`Whole`"),
            Map.entry("boolean", "`Truth`"),
            Map.entry("Boolean", "`Truth`"),
            Map.entry("LocalDate", "`Date`"),
            Map.entry("Range", "`Share`"),
            Map.entry("Percent", "`Share`"),
            Map.entry("Amount", "`Money`"));

    private static final Set<Field.Type> LISTED = Set.of(Field.Type.TEXT, Field.Type.PARTY, Field.Type.NAME);

    private final Consumer<Diagnostic> problems;
    private final Map<String, Declaration> byName = new TreeMap<>();
    private final Set<String> broken = new HashSet<>();

    Declarations(Consumer<Diagnostic> problems) {
        this.problems = problems;
    }

    /** Adds what a file declares. */
    void add(Collection<Declaration> declarations) {
        for (Declaration declaration : declarations) {
            @Nullable String taken = ReservedNames.ofKinds(declaration.name());
            @Nullable Declaration first = byName.get(declaration.name());
            if (taken != null) {
                problem(
                        DeclarationCode.TAKEN,
                        declaration.at(),
                        "`" + declaration.name() + "` is " + taken,
                        "give what you declare another name");
            } else if (first != null) {
                problem(
                        DeclarationCode.TWICE,
                        declaration.at(),
                        "`" + declaration.name() + "` is declared twice, first at " + first.at(),
                        "keep one of the two");
                broken.add(declaration.name());
            } else {
                byName.put(declaration.name(), declaration);
                if (declaration.broken()) {
                    broken.add(declaration.name());
                }
            }
        }
    }

    /** What Interlock knows and what is declared, by name; a declaration with something wrong is known to be broken. */
    Vocabulary vocabulary() {
        if (byName.isEmpty()) {
            return Vocabulary.builtIn();
        }
        Map<String, List<Field>> kinds = new TreeMap<>();
        for (Declaration declaration : byName.values()) {
            if (declaration instanceof OfFacts facts) {
                List<Field> fields = new ArrayList<>();
                facts.fields().forEach(p -> field(facts, p).ifPresent(fields::add));
                kinds.put(facts.name(), fields);
            }
        }
        return DeclaredClasses.vocabulary(sound(OfNames.class), sound(OfFacts.class), kinds, Set.copyOf(broken));
    }

    private <T extends Declaration> List<T> sound(Class<T> sort) {
        return byName.values().stream()
                .filter(sort::isInstance)
                .map(sort::cast)
                .filter(d -> !broken.contains(d.name()))
                .toList();
    }

    /** The field that was meant; empty if it cannot be told what it holds, which is then a problem of its kind. */
    private Optional<Field> field(OfFacts of, Part part) {
        Field.@Nullable Type type = TYPES.get(part.type());
        if (type == null && (byName.get(part.type()) instanceof OfNames || enumOfTheHouse(part.type()))) {
            type = Field.Type.NAME;
            if (broken.contains(part.type())) {
                broken.add(of.name());
                return Optional.empty();
            }
        }
        if (type == null) {
            broken.add(of.name());
            problem(
                    DeclarationCode.UNKNOWN_TYPE,
                    part.typeAt(),
                    kind(part.type())
                            ? "a field cannot hold a `" + part.type() + "`"
                            : "there is nothing called `" + part.type() + "` that a field can hold",
                    help(part.type()));
            return Optional.empty();
        }
        if (part.list() && !LISTED.contains(type)) {
            broken.add(of.name());
            problem(
                    DeclarationCode.UNKNOWN_TYPE,
                    part.typeAt(),
                    "a list cannot hold `" + part.type() + "`",
                    "a list holds texts, parties or names; give each value a field, or a fact, of its own");
            return Optional.empty();
        }
        boolean required = !part.optional() && !part.list() && type != Field.Type.SHARE && type != Field.Type.TRUTH;
        return Optional.of(new Field(
                part.name(), type, required, part.list(), type == Field.Type.NAME ? List.of(part.type()) : List.of()));
    }

    private boolean kind(String name) {
        return Vocabulary.builtIn().kind(name).isPresent() || byName.get(name) instanceof OfFacts;
    }

    private String help(String type) {
        if (FOREIGN.containsKey(type)) {
            return "write " + FOREIGN.get(type);
        }
        if (kind(type)) {
            return "hold its id: `Party` for a company, person or fund, `Text` for any other fact";
        }
        SortedSet<String> known = new TreeSet<>(TYPES.keySet());
        known.remove("String");
        String listed = String.join(", ", known);
        byName.values().stream().filter(OfNames.class::isInstance).forEach(d -> known.add(d.name()));
        Arrays.stream(Fact.class.getDeclaredClasses()).filter(Class::isEnum).forEach(e -> known.add(e.getSimpleName()));
        return DidYouMean.help(
                type,
                known,
                "a field holds " + listed + ", a `List<…>`, or a list of names declared with `declare enum`");
    }

    private static boolean enumOfTheHouse(String name) {
        return Arrays.stream(Fact.class.getDeclaredClasses())
                .anyMatch(e -> e.isEnum() && e.getSimpleName().equals(name));
    }

    private void problem(DeclarationCode code, Location at, String message, String help) {
        problems.accept(Diagnostic.error(code.code(), at, message, help));
    }
}
