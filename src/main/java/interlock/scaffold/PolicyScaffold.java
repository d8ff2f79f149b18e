package interlock.scaffold;

import interlock.policy.Policy;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a policy and its tests that can be checked and run as they stand, for an author to change. */
public final class PolicyScaffold {
    private static final String FACT = "example";
    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta", "epsilon");
    private static final int SEVERITY = 50;

    private final PolicyId id;
    private final Kind kind;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> partiesOfSignal = new ArrayList<>();
    private final List<String> variables = new ArrayList<>();
    private final List<String> constraints = new ArrayList<>();
    private final List<String> declared = new ArrayList<>();
    private final Optional<Turn> turn;

    /** The text of a policy, and that of its tests; these are empty if it needs none. */
    public record Texts(String policy, Optional<String> tests) {}

    /**
     * The condition that a fact just fails in the near miss.
     *
     * @param constraint as the policy writes it
     * @param words as a sentence says it
     * @param missed what the field is set to when the condition fails; null if the field is left out
     */
    private record Turn(
            String field,
            String constraint,
            String words,
            String met,
            @Nullable String missed) {}

    private PolicyScaffold(PolicyId id, Kind kind) {
        this.id = id;
        this.kind = kind;
        this.turn = turn(kind);
        draft();
    }

    /**
     * A policy that matches facts of a kind.
     *
     * @throws Refusal if a fact of the kind names no party that a signal could be about
     */
    public static Texts of(PolicyId id, Kind kind) {
        PolicyScaffold scaffold = new PolicyScaffold(id, kind);
        return new Texts(scaffold.policy(), Optional.of(scaffold.tests()));
    }

    /**
     * A policy that says what another one says, with that one's tests.
     *
     * @param tests the text of the tests of the model, if it has any
     */
    public static Texts like(PolicyId id, Policy model, Optional<String> tests) {
        String policy = model.source()
                .replaceFirst("(?m)^(\\s*)package\\s+[\\w.]+\\s*;?", "$1package " + id.inPackage() + ";")
                .replaceFirst("(?m)^(\\s*\\*\\s*@title\\s+).*$", "$1" + Matcher.quoteReplacement(id.title()))
                .replaceFirst("(?m)^(\\s*\\*\\s*@version\\s+).*$", "$11.0");
        return new Texts(
                policy,
                tests.map(t -> Pattern.compile("(?m)^policy:.*$")
                        .matcher(t.replace("\r\n", "\n"))
                        .replaceFirst(Matcher.quoteReplacement("policy: " + id))));
    }

    // ---- what it matches

    private void draft() {
        List<Field> named = Sample.parties(kind);
        List<Field> needed =
                named.stream().filter(f -> f.required() && !f.list()).toList();
        List<Field> optional =
                named.stream().filter(f -> !f.required() && !f.list()).toList();
        List<Field> lists = named.stream().filter(Field::list).toList();
        if (Sample.isParty(kind)) {
            partiesOfSignal.add(FACT);
            bind("id", Sample.words(kind.name()).replace(" ", ""));
        } else if (!needed.isEmpty()) {
            for (Field field : needed) {
                party(field);
                bind(field.name(), field.name());
            }
        } else if (!optional.isEmpty()) {
            Field field = optional.get(0);
            party(field);
            bind(field.name(), field.name());
            constraints.add(field.name() + " != null");
        } else if (!lists.isEmpty()) {
            party(lists.get(0));
            variables.add("$party");
            constraints.add(lists.get(0).name() + " contains $party");
        } else {
            throw Refusal.ofUsage(
                    "`" + kind.name() + "` names no party, and a signal is about parties",
                    "begin with a kind that names one; `./interlock vocabulary` lists them");
        }
        for (Field field : kind.fields()) {
            if (!field.name().equals("id") && !values.containsKey(field.name())) {
                if (field.required() && field.type() != Field.Type.PARTY) {
                    values.put(field.name(), Sample.value(field, ""));
                } else if (field.list() && field.type() == Field.Type.PARTY && !needed.isEmpty()) {
                    values.put(field.name(), "[" + another(Sample.kindOfParty(field)) + "]");
                }
            }
        }
        if (kind.name().equals("Rivalry")) {
            // A rivalry holds both ways; each pair is looked at once.
            constraints.add("precedes( left, right )");
        }
        turn.ifPresent(t -> {
            constraints.add(t.constraint());
            values.put(t.field(), t.met());
        });
    }

    private void bind(String field, String variable) {
        variables.add("$" + variable);
        constraints.add("$" + variable + " : " + field);
    }

    private void party(Field field) {
        String party = another(Sample.kindOfParty(field));
        partiesOfSignal.add(party);
        values.put(field.name(), field.list() ? "[" + party + "]" : party);
    }

    private String another(String kindOfParty) {
        String party = NAMES.get(declared.size() % NAMES.size());
        String name = party.substring(0, 1).toUpperCase(Locale.ROOT) + party.substring(1);
        declared.add("{kind: " + kindOfParty + ", id: " + party + ", name: " + name + "}");
        return party;
    }

    private static Optional<Turn> turn(Kind kind) {
        for (Field field : kind.fields()) {
            if (field.type() == Field.Type.NAME && field.names().size() > 1) {
                String met = field.names().get(0);
                String missed = field.names().get(1);
                String constant = home(kind, field) + "." + met;
                return Optional.of(
                        field.list()
                                ? new Turn(
                                        field.name(),
                                        field.name() + " contains " + constant,
                                        "whose " + Sample.words(field.name()) + " include " + words(met),
                                        "[" + met + "]",
                                        "[" + missed + "]")
                                : new Turn(
                                        field.name(),
                                        field.name() + " == " + constant,
                                        "whose " + Sample.words(field.name()) + " is " + words(met),
                                        met,
                                        missed));
            }
        }
        return kind.fields().stream()
                .filter(f -> !f.required() && !f.list() && f.type() != Field.Type.SHARE && f.type() != Field.Type.TRUTH)
                .filter(f -> f.type() != Field.Type.PARTY || Sample.isParty(kind) || hasNeededParty(kind))
                .min(Comparator.comparing(f -> f.type() == Field.Type.MONEY ? 0 : 1))
                .map(f -> new Turn(
                        f.name(),
                        f.name() + " != null",
                        "whose " + Sample.words(f.name()) + " is known",
                        Sample.value(f, "omega"),
                        null));
    }

    private static boolean hasNeededParty(Kind kind) {
        return Sample.parties(kind).stream().anyMatch(f -> f.required() && !f.list());
    }

    /** The name of the list of names that a field has, as policies write it before one of them. */
    private static String home(Kind kind, Field field) {
        for (RecordComponent component : kind.type().getRecordComponents()) {
            if (component.getName().equals(field.name())) {
                return component.getGenericType() instanceof ParameterizedType list
                        ? ((Class<?>) list.getActualTypeArguments()[0]).getSimpleName()
                        : component.getType().getSimpleName();
            }
        }
        throw new IllegalArgumentException("names without a home: " + field);
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    // ---- the texts

    private String what() {
        return Sample.oneOf(kind.name()) + turn.map(t -> " " + t.words()).orElse("");
    }

    private String policy() {
        String says = kind.says().replace("{", "{$fact.");
        String pattern = "  $fact : " + kind.name() + "( " + String.join(", ", constraints) + " )";
        boolean joined = variables.contains("$party");
        return """
                /**
                 * There is %s. Replace this by what the policy looks for, and why that matters.
                 *
                 * @title          %s
                 * @version        1.0
                 * @level          screen
                 * @says           %s
                 * @reference      No legal test. Replace this by the law, the guideline or the reasoning that the policy follows
                 * @falsepositive  Replace this by a case in which the signal would mislead
                 */
                package %s;

                import interlock.vocabulary.Fact.*;
                import interlock.vocabulary.Derived.*;
                import function interlock.policy.dsl.Verbs.*;

                rule "there is %s"
                when
                %s%s
                then
                  raise( drools, points( "%s", %d ), %s );
                end
                """.formatted(
                        what(),
                        id.title(),
                        says,
                        id.inPackage(),
                        what(),
                        joined ? "  Company( $party : id )\n" : "",
                        pattern,
                        Sample.words(kind.name()),
                        SEVERITY,
                        String.join(", ", variables));
    }

    private String tests() {
        String parties = "[" + String.join(", ", partiesOfSignal) + "]";
        String shared = Stream.concat(declared.stream(), Stream.of(fact(Map.of())))
                .map(f -> "  - " + f + "\n")
                .collect(Collectors.joining());
        Turn last = turn.orElse(new Turn("status", "", "that holds", "ACTIVE", "ENDED"));
        String missing = last.missed() == null
                ? "the same without a " + Sample.words(last.field())
                : last.field().equals("status")
                        ? "the same after it has ended"
                        : "the same whose " + Sample.words(last.field())
                                + (last.missed().startsWith("[") ? " are " : " is ")
                                + words(last.missed().replaceAll("[\\[\\]]", ""));
        Map<String, String> missed = new LinkedHashMap<>();
        missed.put(last.field(), last.missed() == null ? "" : last.missed());
        return """
                # What a case can say is explained in src/docs/policy-tests.md.
                policy: %s

                facts:
                %s
                cases:
                  - name: %s raises it
                    raises:
                      - {parties: %s, level: SCREEN, severity: %d, status: ESTABLISHED, because: [%s]}

                  - name: without the %s there is no signal
                    drop: [%s]
                    silent: true

                  - name: %s is a near miss
                    given:
                      - %s
                    nearMiss:
                      set: {%s: {%s: %s}}
                      raises: {parties: %s}
                """.formatted(
                        id,
                        shared,
                        what(),
                        parties,
                        SEVERITY,
                        FACT,
                        Sample.words(kind.name()),
                        FACT,
                        missing,
                        fact(missed),
                        FACT,
                        last.field(),
                        last.met(),
                        parties);
    }

    /** The fact that the policy is about, with some fields otherwise; one that is empty is left out. */
    private String fact(Map<String, String> otherwise) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("kind", kind.name());
        fields.put("id", FACT);
        fields.putAll(values);
        fields.putAll(otherwise);
        return fields.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> e.getKey() + ": " + e.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
