package interlock.scenario;

import interlock.fact.Amount;
import interlock.fact.Assertion;
import interlock.fact.Given;
import interlock.fact.Qualifier;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.Claim;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the live assertions say of each figure: the same in every world, so that evidence itself can be judged. */
final class Claims {
    private final List<Given> all;

    /** @param beside what is given beside the claims in every world, each about one fact */
    Claims(Collection<Assertion> live, Currencies currencies, List<Given> beside) {
        List<Given> claims = new ArrayList<>(beside);
        for (Assertion a : live) {
            claims(a, currencies).forEach(c -> claims.add(new Given(c, List.of(a.id()))));
        }
        this.all = List.copyOf(claims);
    }

    /** The fact that something given in every world is about; empty if it is about none. */
    static Optional<String> about(Derived given) {
        return given instanceof Claim claim
                ? Optional.of(claim.fact())
                : given instanceof Derived.Evidence evidence ? Optional.of(evidence.fact()) : Optional.empty();
    }

    /** All but those of some facts. */
    List<Given> without(Set<String> dropped) {
        return dropped.isEmpty()
                ? all
                : all.stream()
                        .filter(g ->
                                about(g.conclusion()).filter(dropped::contains).isEmpty())
                        .toList();
    }

    private static List<Claim> claims(Assertion a, Currencies currencies) {
        Kind kind = Kind.of(a.fact());
        List<String> parties = kind.fields().stream()
                .filter(f -> f.type() == Field.Type.PARTY && !f.list())
                .map(f -> kind.value(a.fact(), f.name()))
                .flatMap(v -> v == null ? Stream.<String>empty() : Stream.of(v.toString()))
                .toList();
        if (parties.isEmpty() || kind.field("name").isPresent()) {
            return List.of();
        }
        List<Claim> claims = new ArrayList<>();
        String subject = parties.get(0);
        @Nullable String counterparty = parties.size() > 1 ? parties.get(1) : null;
        for (Map.Entry<String, Amount> e : a.amounts().entrySet()) {
            claims.add(new Claim(
                    a.id(),
                    subject,
                    counterparty,
                    e.getKey(),
                    true,
                    a.status().settled(),
                    currencies.dollars(e.getValue(), Choice.FIRM, a),
                    currencies.dollars(e.getValue(), Choice.CAP, a),
                    e.getValue().qualifier().name(),
                    topic(a.fact()),
                    a.contradicts()));
        }
        for (Field field : kind.fields()) {
            if (kind.value(a.fact(), field.name()) instanceof Range range && range.known()) {
                claims.add(new Claim(
                        a.id(),
                        subject,
                        counterparty,
                        field.name(),
                        false,
                        a.status().settled(),
                        range.low(),
                        range.high(),
                        Qualifier.EXACT.name(),
                        topic(a.fact()),
                        a.contradicts()));
            }
        }
        return claims;
    }

    /** What identifies a figure of which there can be only one; null for kinds of which a pair may have several. */
    private static @Nullable String topic(Fact fact) {
        if (fact instanceof Fact.Financials f) {
            return joined("Financials", f.company(), f.period(), f.region(), f.customer());
        }
        if (fact instanceof Fact.MarketShare m) {
            return joined("MarketShare", m.company(), m.market(), m.geography(), m.period());
        }
        return null;
    }

    private static String joined(@Nullable String... parts) {
        return Stream.of(parts).map(p -> p == null ? "" : p).collect(Collectors.joining("/"));
    }
}
