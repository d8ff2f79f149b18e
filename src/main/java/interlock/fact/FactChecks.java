package interlock.fact;

import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.Location;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Records;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Holds what has been read against each other: names that must exist, ids given twice, parents in a ring. */
final class FactChecks {
    private static final Comparator<Evidence> EVIDENCE_ORDER = Comparator.comparing(Evidence::source)
            .thenComparingInt(Evidence::credibility)
            .thenComparing(Evidence::locator, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Evidence::quote, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Evidence::origin, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final Ledger ledger;
    private final Findings findings;
    private final Map<String, String> helps = new HashMap<>();

    FactChecks(Ledger ledger, Findings findings) {
        this.ledger = ledger;
        this.findings = findings;
    }

    /** Tells of each party, source or fact that is named but not on file. */
    void references(boolean parties) {
        for (Ledger.Reference reference : ledger.references) {
            switch (reference.target()) {
                case PARTY -> {
                    if (parties) {
                        known(
                                reference,
                                ledger.parties,
                                FactCode.UNKNOWN_PARTY,
                                "no Company, Person or Fund has the id");
                    }
                }
                case SOURCE -> known(reference, ledger.registered, FactCode.UNKNOWN_SOURCE, "no source has the id");
                case FACT -> known(reference, ledger.facts, FactCode.UNKNOWN_FACT, "no fact has the id");
            }
        }
    }

    private void known(Ledger.Reference reference, Set<String> known, FactCode code, String message) {
        if (!known.contains(reference.id())) {
            String otherwise = switch (reference.target()) {
                case PARTY -> "declare it with a fact of kind Company, Person or Fund";
                case SOURCE -> "add it to `sources`";
                case FACT -> "give the id of a fact on file";
            };
            String help = helps.computeIfAbsent(
                    code + " " + reference.id(), k -> DidYouMean.help(reference.id(), known, otherwise));
            findings.error(code, reference.at(), message + " `" + reference.id() + "`", help);
        }
    }

    /** The day at which the fact base says it stands. */
    Optional<LocalDate> asOf() {
        List<Ledger.AsOf> days = ledger.asOf.stream()
                .sorted(Comparator.comparing(Ledger.AsOf::at))
                .toList();
        for (Ledger.AsOf day : days) {
            Ledger.AsOf first = days.get(0);
            if (!day.day().equals(first.day())) {
                findings.error(
                        FactCode.SEVERAL_AS_OF,
                        day.at(),
                        "the fact base stands at " + first.day() + " according to " + first.at(),
                        "give `asOf` once");
            }
        }
        return days.stream().findFirst().map(Ledger.AsOf::day);
    }

    /** The register, each source once. */
    Collection<Source> sources() {
        SortedMap<String, Source> byId = new TreeMap<>();
        for (Source source :
                ledger.sources.stream().sorted(Comparator.comparing(Source::at)).toList()) {
            Source first = byId.putIfAbsent(source.id(), source);
            if (first != null) {
                for (String field : FactReader.SOURCE_FIELDS) {
                    if (!Objects.equals(Records.value(first, field), Records.value(source, field))) {
                        findings.error(
                                FactCode.CONFLICTING_SOURCES,
                                source.at(),
                                "the source `" + source.id() + "` has another `" + field + "` at " + first.at(),
                                "register each source once");
                        break;
                    }
                }
            }
        }
        return byId.values();
    }

    /** The assertions, each fact once for each day on which it was asserted, with all its evidence. */
    List<Assertion> assertions() {
        SortedMap<String, List<Assertion>> byId = new TreeMap<>();
        ledger.assertions.stream()
                .sorted(Comparator.comparing(Assertion::at))
                .forEach(a ->
                        byId.computeIfAbsent(a.id(), k -> new ArrayList<>()).add(a));
        List<Assertion> merged = new ArrayList<>();
        Map<String, List<Ledger.Further>> further = new HashMap<>();
        ledger.further.forEach(f -> further.computeIfAbsent(key(f.id(), f.asserted()), k -> new ArrayList<>())
                .add(f));
        byId.values().forEach(sameId -> merged.addAll(merge(sameId, further)));
        further.values().forEach(left -> left.forEach(this::unattached));
        return merged;
    }

    private static String key(String id, @Nullable LocalDate asserted) {
        return id + " " + asserted;
    }

    private void unattached(Ledger.Further further) {
        boolean broken = ledger.facts.contains(further.id())
                && ledger.assertions.stream().noneMatch(a -> a.id().equals(further.id()));
        if (!broken) {
            findings.error(
                    FactCode.UNKNOWN_FACT,
                    further.at(),
                    "this evidence belongs to no " + further.kind() + " `" + further.id() + "`"
                            + (further.asserted() == null ? "" : " asserted on " + further.asserted()),
                    "repeat the `id` and the `asserted` of the fact");
        }
    }

    private Collection<Assertion> merge(List<Assertion> sameId, Map<String, List<Ledger.Further>> further) {
        Assertion first = sameId.get(0);
        SortedMap<LocalDate, Merged> byDay = new TreeMap<>();
        for (Assertion assertion : sameId) {
            if (assertion.fact().getClass() != first.fact().getClass()) {
                findings.error(
                        FactCode.CHANGED_KIND,
                        assertion.at(),
                        "`" + first.id() + "` is of kind " + kind(assertion) + " here and of kind " + kind(first)
                                + " at " + first.at(),
                        "give the two facts different ids");
                continue;
            }
            Merged merged = byDay.computeIfAbsent(assertion.asserted(), day -> new Merged(assertion));
            String field = merged.first.equals(assertion) ? null : difference(merged.first, assertion);
            if (field == null) {
                merged.add(assertion);
            } else {
                findings.error(
                        FactCode.CONFLICTING_ASSERTIONS,
                        assertion.at(),
                        "`" + first.id() + "` has another `" + field + "` at " + merged.first.at()
                                + ", asserted on the same day",
                        "keep one of the two, or give each its own `asserted`");
            }
        }
        byDay.forEach((day, merged) -> {
            List<Ledger.Further> more = further.remove(key(first.id(), day));
            for (Ledger.Further f : more == null ? List.<Ledger.Further>of() : more) {
                if (f.kind().equals(kind(first))) {
                    merged.evidence.addAll(f.evidence());
                } else {
                    unattached(f);
                }
            }
        });
        return byDay.values().stream().map(Merged::whole).toList();
    }

    /** The same assertion from several places; evidence and notes in an order of their own, not of the files. */
    private static final class Merged {
        private final Assertion first;
        private final Set<Evidence> evidence = new TreeSet<>(EVIDENCE_ORDER);
        private final Set<String> notes = new TreeSet<>();

        Merged(Assertion first) {
            this.first = first;
        }

        void add(Assertion same) {
            evidence.addAll(same.evidence());
            if (same.note() != null) {
                notes.add(same.note());
            }
        }

        Assertion whole() {
            return new Assertion(
                    first.fact(),
                    first.amounts(),
                    first.status(),
                    first.from(),
                    first.to(),
                    first.asserted(),
                    List.copyOf(evidence),
                    first.outcomes(),
                    first.contradicts(),
                    notes.isEmpty() ? null : String.join("\n", notes),
                    first.at(),
                    first.assumed(),
                    first.milestones());
        }
    }

    private static String kind(Assertion assertion) {
        return assertion.fact().getClass().getSimpleName();
    }

    /** The first field in which two assertions of one kind differ; null if in none. Evidence and notes do not count. */
    private static @Nullable String difference(Assertion left, Assertion right) {
        for (String field : Records.components(left.fact().getClass())) {
            boolean money = left.amounts().containsKey(field) && right.amounts().containsKey(field);
            boolean same = money
                    ? Objects.equals(left.amounts().get(field), right.amounts().get(field))
                    : Objects.equals(Records.value(left.fact(), field), Records.value(right.fact(), field));
            if (!same) {
                return field.equals("kind") ? "type" : field;
            }
        }
        for (String field : List.of("status", "from", "to", "outcomes", "contradicts")) {
            if (!Objects.equals(Records.value(left, field), Records.value(right, field))) {
                return field;
            }
        }
        if (!Objects.equals(left.milestones().signed(), right.milestones().signed())) {
            return "signed";
        }
        return Objects.equals(left.milestones().closing(), right.milestones().closing()) ? null : "closing";
    }

    /** Tells of each ring of parents once. */
    void parents() {
        SortedMap<String, Ledger.Parent> parents = new TreeMap<>();
        ledger.parents.stream()
                .sorted(Comparator.comparing(Ledger.Parent::asserted).thenComparing(Ledger.Parent::at))
                .forEach(p -> parents.put(p.company(), p));
        Set<String> done = new TreeSet<>();
        for (String start : parents.keySet()) {
            Set<String> path = new LinkedHashSet<>();
            String company = start;
            while (parents.containsKey(company) && !done.contains(company) && path.add(company)) {
                company = parents.get(company).parent();
            }
            if (path.contains(company) && !done.contains(company)) {
                ring(company, parents);
            }
            done.addAll(path);
        }
    }

    private void ring(String company, Map<String, Ledger.Parent> parents) {
        StringBuilder ring = new StringBuilder();
        String at = company;
        do {
            Ledger.Parent parent = Objects.requireNonNull(parents.get(at));
            ring.append(ring.isEmpty() ? "`" + at + "` has the parent `" : ", that has the parent `")
                    .append(parent.parent())
                    .append('`');
            at = parent.parent();
        } while (!at.equals(company));
        Location place = Objects.requireNonNull(parents.get(company)).at();
        findings.error(
                FactCode.PARENT_CYCLE, place, "a company is its own parent: " + ring, "remove one of the parents");
    }

    /** Warns of what is probably on file twice. */
    void twice(List<Assertion> assertions) {
        Map<String, Assertion> rivalries = new HashMap<>();
        Map<String, Assertion> names = new HashMap<>();
        Set<String> told = new TreeSet<>();
        for (Assertion a :
                assertions.stream().sorted(Comparator.comparing(Assertion::at)).toList()) {
            if (a.fact() instanceof Fact.Rivalry r) {
                boolean ordered = r.left().compareTo(r.right()) <= 0;
                String pair = (ordered ? r.left() + "\n" + r.right() : r.right() + "\n" + r.left()) + "\n" + r.market();
                Assertion first = rivalries.putIfAbsent(pair, a);
                if (first != null && !first.id().equals(a.id()) && told.add(first.id() + " " + a.id())) {
                    findings.warning(
                            FactCode.RIVALRY_TWICE,
                            a.at(),
                            "the rivalry `" + a.id() + "` is already on file as `" + first.id() + "` at " + first.at(),
                            "a rivalry holds both ways and is given once");
                }
            }
            for (String name : names(a.fact())) {
                Assertion first = names.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), a);
                if (first != null && !first.id().equals(a.id()) && told.add(first.id() + " " + a.id())) {
                    findings.warning(
                            FactCode.SAME_NAME,
                            a.at(),
                            "`" + a.id() + "` and `" + first.id() + "` at " + first.at() + " both go by the name `"
                                    + name + "`",
                            "make them one party, or tell their names apart");
                }
            }
        }
    }

    private static List<String> names(Fact fact) {
        List<String> names = new ArrayList<>();
        if (fact instanceof Fact.Company company) {
            names.add(company.name());
            names.addAll(company.otherNames());
        } else if (fact instanceof Fact.Person person) {
            names.add(person.name());
            names.addAll(person.otherNames());
        } else if (fact instanceof Fact.Fund fund) {
            names.add(fund.name());
            names.addAll(fund.otherNames());
        }
        return names;
    }
}
