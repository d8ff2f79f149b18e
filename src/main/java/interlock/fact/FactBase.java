package interlock.fact;

import interlock.vocabulary.Fact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All assertions and sources on file, in an order that does not depend on how they were read. */
public final class FactBase {
    private static final Comparator<Assertion> ORDER =
            Comparator.comparing(Assertion::id).thenComparing(Assertion::asserted);

    private final List<Assertion> assertions;
    private final SortedMap<String, Source> sources;
    private final SortedMap<String, String> files;
    private final Optional<LocalDate> asOf;

    /**
     * @param files the SHA-256 (hex) of each file read, by path
     * @param asOf the day on which the fact base says it stands, if it says so
     */
    public FactBase(
            Collection<Assertion> assertions,
            Collection<Source> sources,
            Map<String, String> files,
            Optional<LocalDate> asOf) {
        this.assertions = assertions.stream().sorted(ORDER).toList();
        SortedMap<String, Source> byId = new TreeMap<>();
        sources.forEach(s -> byId.put(s.id(), s));
        this.sources = java.util.Collections.unmodifiableSortedMap(byId);
        this.files = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(files));
        this.asOf = asOf;
    }

    /** Every assertion, by id, then by the day it was made. */
    public List<Assertion> assertions() {
        return assertions;
    }

    /** The register of sources, by id. */
    public SortedMap<String, Source> sources() {
        return sources;
    }

    /** The SHA-256 (hex) of each file read, by path. */
    public SortedMap<String, String> files() {
        return files;
    }

    /** The day on which the fact base says it stands; a run without a date is as of that day. */
    public Optional<LocalDate> asOf() {
        return asOf;
    }

    /** Of each fact the latest assertion made on or before that day, by id. */
    public List<Assertion> known(LocalDate day) {
        Map<String, Assertion> latest = new TreeMap<>();
        for (Assertion a : assertions) {
            if (!a.asserted().isAfter(day)) {
                latest.put(a.id(), a);
            }
        }
        return new ArrayList<>(latest.values());
    }

    /** The parties on file, by id: every company, person and fund, whatever its dates. */
    public SortedMap<String, Fact> parties() {
        SortedMap<String, Fact> parties = new TreeMap<>();
        for (Assertion a : assertions) {
            if (a.fact() instanceof Fact.Company || a.fact() instanceof Fact.Person || a.fact() instanceof Fact.Fund) {
                parties.put(a.id(), a.fact());
            }
        }
        return parties;
    }
}
