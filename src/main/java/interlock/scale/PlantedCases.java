package interlock.scale;

import interlock.report.NetworkFigures.Agreement;
import interlock.report.Report;
import interlock.report.Report.PartyView;
import interlock.report.Report.Signal;
import interlock.report.Report.Status;
import interlock.vocabulary.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Small cases of which it is known what the shipped policies have to say, to be written beside a network that they have
 * nothing to do with. What is expected follows from how the policies describe themselves, not from what they were seen to do.
 */
public final class PlantedCases {
    /** More copies of each case show nothing that fewer do not. */
    public static final int MOST = 1_000;

    /** By its ending this is no fact file, so that it can lie beside them. */
    public static final String EXPECTED_FILE = "expected.jsonl";

    private static final String FACTS_FILE = "planted.ndjson";

    private static final String DIRECT = "governance/direct-interlock";
    private static final String LAPSED = "governance/lapsed-interlock";
    private static final String DEPUTIES = "governance/deputized-interlock";
    private static final String OBSERVER = "governance/observer-interlock";
    private static final String VERTICAL = "governance/vertical-interlock";
    private static final String INFLUENCE = "competition/material-influence";
    private static final String FILING = "competition/merger-filing-screen";
    private static final String CREEPING = "competition/creeping-control";
    private static final String FORECLOSURE = "competition/input-foreclosure";
    private static final String ACCESS = "conflict/rival-information-access";
    private static final String DUAL_ROLE = "conflict/investor-supplier-dual-role";
    private static final String UNMITIGATED = "conflict/unmitigated-conflict";
    private static final String PERSONAL = "conflict/officer-personal-interest";
    private static final String CIRCLE = "circularity/circular-capital-loop";
    private static final String VENDOR = "circularity/vendor-financed-demand";
    private static final String BUNDLE = "strategic/equity-for-compute-bundle";
    private static final String HEADLINE = "evidence/headline-vs-firm";
    private static final String WEAK = "evidence/weak-or-opaque-evidence";

    private static final String FIRST = "first level";
    private static final String SECOND = "second level";
    private static final String THIRD = "third level";

    private final List<Case> cases;

    private PlantedCases(List<Case> cases) {
        this.cases = List.copyOf(cases);
    }

    /**
     * One case: a few parties that deal with nobody else.
     *
     * @param facts as lines of JSON
     */
    record Case(String id, List<String> facts, List<Expected> expected) {
        Case {
            facts = List.copyOf(facts);
            expected = List.copyOf(expected);
        }
    }

    /**
     * What has to come of a case. Either a signal that must be raised, or a policy that must raise no signal for any of the
     * parties, other than those that must be.
     *
     * @param grade of the signal; null if it has none, or none must be raised
     * @param level of the signal; null if none must be raised
     * @param parties those of the signal in the order of the policy, or all parties of the case
     */
    record Expected(
            boolean must,
            String policy,
            @Nullable String grade,
            @Nullable Level level,
            List<String> parties) {
        Expected {
            parties = List.copyOf(parties);
        }

        boolean means(Signal signal) {
            return must
                    && policy.equals(signal.policy().id())
                    && Objects.equals(grade, signal.grade())
                    && parties.equals(ids(signal));
        }

        /** As a line of JSON. */
        String line(String of) {
            String signal = must
                    ? ",\"grade\":" + (grade == null ? "null" : "\"" + grade + "\"") + ",\"level\":\"" + level + "\""
                    : "";
            return "{\"case\":\"" + of + "\",\"must\":" + must + ",\"policy\":\"" + policy + "\"" + signal
                    + ",\"parties\":["
                    + parties.stream().map(p -> "\"" + p + "\"").collect(Collectors.joining(","))
                    + "]}";
        }
    }

    /**
     * So many copies of each case.
     *
     * @param copies 1 to {@link #MOST}
     * @throws IllegalArgumentException if there are fewer or more
     */
    public static PlantedCases of(int copies) {
        if (copies < 1 || copies > MOST) {
            throw new IllegalArgumentException("from 1 to " + MOST + " copies can be planted, not `" + copies + "`");
        }
        return of(IntStream.rangeClosed(1, copies)
                .boxed()
                .flatMap(PlantedCases::all)
                .toList());
    }

    static PlantedCases of(List<Case> cases) {
        return new PlantedCases(cases);
    }

    List<Case> cases() {
        return cases;
    }

    /** Writes the facts into a folder, and beside them what is expected, a line for each {@link Expected}. */
    public NetworkFacts.Written write(Path folder) throws IOException {
        List<String> facts = cases.stream().flatMap(c -> c.facts().stream()).toList();
        Path file = Files.write(folder.resolve(FACTS_FILE), facts);
        Files.write(
                folder.resolve(EXPECTED_FILE),
                cases.stream()
                        .flatMap(c -> c.expected().stream().map(e -> e.line(c.id())))
                        .toList());
        return new NetworkFacts.Written(List.of(file), facts.size(), Files.size(file));
    }

    /** Removes what was written into a folder before. */
    public static void clear(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FACTS_FILE));
        Files.deleteIfExists(folder.resolve(EXPECTED_FILE));
    }

    /** How far a report over the facts says what is expected. */
    public Agreement in(Report report) {
        Map<String, List<Signal>> byParty = new HashMap<>();
        for (Signal signal : report.signals()) {
            ids(signal)
                    .forEach(p ->
                            byParty.computeIfAbsent(p, k -> new ArrayList<>()).add(signal));
        }
        List<String> otherwise = new ArrayList<>();
        long agreed = 0;
        for (Case planted : cases) {
            List<String> differences = planted.expected().stream()
                    .flatMap(e -> differences(planted, e, byParty))
                    .toList();
            differences.forEach(d -> otherwise.add(planted.id() + ": " + d));
            agreed += differences.isEmpty() ? 1 : 0;
        }
        return new Agreement("planted cases as expected", cases.size(), agreed, otherwise);
    }

    private static Stream<String> differences(Case planted, Expected expected, Map<String, List<Signal>> byParty) {
        Stream<Signal> touching = expected.parties().stream()
                .flatMap(p -> byParty.getOrDefault(p, List.of()).stream())
                .distinct();
        if (expected.must()) {
            return touching.filter(expected::means)
                    .findFirst()
                    .map(s -> wrong(expected, s).stream())
                    .orElseGet(() -> Stream.of(words(expected.policy(), expected.grade(), expected.parties())
                            + " must be raised, and is not"));
        }
        return touching.filter(s -> s.policy().id().equals(expected.policy()))
                .filter(s -> planted.expected().stream().noneMatch(e -> e.means(s)))
                .map(s -> words(expected.policy(), s.grade(), ids(s)) + " is raised, and must not be");
    }

    /** What is wrong with a signal that is raised as it must be. */
    private static Optional<String> wrong(Expected expected, Signal signal) {
        String words = words(expected.policy(), expected.grade(), expected.parties());
        if (signal.level() != expected.level()) {
            return Optional.of(words + " has the level " + signal.level() + ", not " + expected.level());
        }
        // Nothing that is planted is pending.
        return signal.status() == Status.ESTABLISHED ? Optional.empty() : Optional.of(words + " is not established");
    }

    private static String words(String policy, @Nullable String grade, List<String> parties) {
        return policy + (grade == null ? "" : " (" + grade + ")") + " for " + String.join(", ", parties);
    }

    private static List<String> ids(Signal signal) {
        return signal.parties().stream().map(PartyView::id).toList();
    }

    private static Stream<Case> all(int copy) {
        return Stream.of(
                rivals(copy),
                deputies(copy),
                colleagues(copy),
                roundTripOfTwo(copy),
                roundTripOfThree(copy),
                roundTripOfFour(copy),
                roundTripLongAgo(copy),
                jointControl(copy),
                quarter(copy, "below", "24.999", false, false),
                quarter(copy, "at", "25", false, true),
                quarter(copy, "above", "25.001", true, true),
                half(copy, "below", "49.999", false),
                half(copy, "at", "50", false),
                half(copy, "above", "50.001", true),
                crossHolding(copy),
                seatLeftBefore(copy),
                seatLeftOnTheDay(copy));
    }

    /** One person on the boards of two rivals of which no size is on file. */
    private static Case rivals(int copy) {
        Scene scene = new Scene("rivals", copy);
        String a = scene.company("a");
        String b = scene.company("b");
        String person = scene.person("p");
        scene.rivals(a, b);
        scene.seat(person, a, "");
        scene.seat(person, b, "");
        scene.must(DIRECT, null, Level.SCREEN, person, a, b);
        return scene.without(LAPSED, DEPUTIES, OBSERVER, VERTICAL, INFLUENCE, ACCESS, PERSONAL, UNMITIGATED, WEAK);
    }

    /** Two persons on the boards of two rivals, designated by one investor whose votes alone would give it no say. */
    private static Case deputies(int copy) {
        Scene scene = new Scene("deputies", copy);
        String a = scene.company("a");
        String b = scene.company("b");
        String investor = scene.company("investor");
        scene.rivals(a, b);
        for (String company : List.of(a, b)) {
            scene.stake(investor, company, "10", "");
            scene.seat(scene.person(company.equals(a) ? "p" : "q"), company, "'designatedBy':'" + investor + "',");
            // One thing beside the stake: the seat.
            scene.must(INFLUENCE, FIRST, Level.INFO, investor, company);
        }
        scene.must(DEPUTIES, null, Level.HIGH, investor, a, b);
        scene.must(ACCESS, null, Level.ELEVATED, investor, a, b);
        return scene.without(DIRECT, LAPSED, OBSERVER, VERTICAL, FILING, CREEPING, UNMITIGATED, WEAK);
    }

    /** Two persons on the boards of two rivals and of an investor in both, of whom no source says that it sent them. */
    private static Case colleagues(int copy) {
        Scene scene = new Scene("colleagues", copy);
        String a = scene.company("a");
        String b = scene.company("b");
        String investor = scene.company("investor");
        scene.rivals(a, b);
        for (String company : List.of(a, b)) {
            String person = scene.person(company.equals(a) ? "p" : "q");
            scene.stake(investor, company, "10", "");
            scene.seat(person, investor, "");
            scene.seat(person, company, "");
            scene.must(INFLUENCE, FIRST, Level.INFO, investor, company);
        }
        scene.must(DEPUTIES, null, Level.SCREEN, investor, a, b);
        return scene.without(DIRECT, LAPSED, OBSERVER, VERTICAL, ACCESS, UNMITIGATED, WEAK);
    }

    /** An investor sells to the company that it finances, for exactly twice the money. */
    private static Case roundTripOfTwo(int copy) {
        Scene scene = new Scene("trip-of-two", copy);
        String a = scene.company("a");
        String b = scene.company("b");
        scene.stake(a, b, "5", "'amount':10000000000,'from':'2025-03-01',");
        scene.sale(a, b, "20000000000", "2025-06-01");
        scene.must(CIRCLE, null, Level.ELEVATED, a, b);
        scene.must(VENDOR, null, Level.ELEVATED, a, b);
        scene.must(DUAL_ROLE, null, Level.INFO, a, b);
        return scene.without(BUNDLE, INFLUENCE, FILING, UNMITIGATED, HEADLINE, WEAK);
    }

    /** The investor is not the party that comes first. */
    private static Case roundTripOfThree(int copy) {
        Scene scene = new Scene("trip-of-three", copy);
        String a = scene.company("a");
        String b = scene.company("b");
        String c = scene.company("c");
        scene.sale(b, a, "3000000000", "2025-02-01");
        scene.stake(b, c, "5", "'amount':2000000000,'from':'2025-03-01',");
        scene.sale(a, c, "1000000000", "2025-06-01");
        scene.must(CIRCLE, null, Level.ELEVATED, a, b, c);
        return scene.without(VENDOR, DUAL_ROLE, BUNDLE, INFLUENCE, FILING, HEADLINE, WEAK);
    }

    private static Case roundTripOfFour(int copy) {
        Scene scene = new Scene("trip-of-four", copy);
        String a = scene.company("a");
        String b = scene.company("b");
        String c = scene.company("c");
        String d = scene.company("d");
        scene.stake(a, b, "5", "'amount':4000000000,'from':'2024-03-01',");
        scene.sale(c, b, "3000000000", "2024-06-01");
        scene.stake(c, d, "5", "'amount':2000000000,'from':'2024-09-01',");
        scene.sale(a, d, "1000000000", "2025-06-01");
        scene.must(CIRCLE, null, Level.ELEVATED, a, b, c, d);
        return scene.without(VENDOR, DUAL_ROLE, BUNDLE, INFLUENCE, FILING, HEADLINE, WEAK);
    }

    /** As {@link #roundTripOfTwo}, but the money was put in 37 months ago, one more than both windows have. */
    private static Case roundTripLongAgo(int copy) {
        Scene scene = new Scene("trip-long-ago", copy);
        String a = scene.company("a");
        String b = scene.company("b");
        scene.stake(a, b, "5", "'amount':10000000000,'from':'2022-12-01',");
        scene.sale(a, b, "20000000000", "2025-06-01");
        scene.must(DUAL_ROLE, null, Level.INFO, a, b);
        return scene.without(CIRCLE, VENDOR, BUNDLE, INFLUENCE, FILING, HEADLINE, WEAK);
    }

    /** 30 % of the votes, and 21 % over a company of which the holder has a majority. */
    private static Case jointControl(int copy) {
        Scene scene = new Scene("joint-control", copy);
        String parent = scene.company("parent");
        String between = scene.company("between");
        String target = scene.company("target");
        scene.stake(parent, between, "51", "");
        scene.stake(parent, target, "30", "");
        scene.stake(between, target, "21", "");
        scene.must(INFLUENCE, THIRD, Level.HIGH, parent, between);
        scene.must(INFLUENCE, THIRD, Level.HIGH, parent, target);
        scene.must(INFLUENCE, SECOND, Level.SCREEN, between, target);
        return scene.without(FILING, CREEPING, CIRCLE, WEAK);
    }

    /** Around a quarter: the third level of influence asks for more than that, a German filing for that or more. */
    private static Case quarter(int copy, String where, String percent, boolean more, boolean orMore) {
        Scene scene = new Scene("quarter-" + where, copy);
        String holder = scene.company("holder");
        String target = scene.company("target");
        scene.stake(
                holder,
                target,
                percent,
                "'amount':100000000,'from':'2025-06-01','signed':'2025-05-02','closing':'2025-06-01',");
        scene.figures(holder, "", "2000000000");
        scene.figures(target, "", "500000000");
        scene.figures(holder, "'region':'DE',", "200000000");
        scene.figures(target, "'region':'DE',", "100000000");
        scene.must(INFLUENCE, more ? THIRD : SECOND, more ? Level.HIGH : Level.SCREEN, holder, target);
        if (orMore) {
            scene.must(FILING, "de", Level.SCREEN, holder, target);
        }
        return scene.without(FILING, CREEPING, CIRCLE, WEAK);
    }

    /** Around a half: a filing in the European Union asks for more than that. */
    private static Case half(int copy, String where, String percent, boolean more) {
        Scene scene = new Scene("half-" + where, copy);
        String holder = scene.company("holder");
        String target = scene.company("target");
        scene.stake(
                holder,
                target,
                percent,
                "'amount':100000000,'from':'2025-06-01','signed':'2025-05-02','closing':'2025-06-01',");
        scene.figures(holder, "", "8000000000");
        scene.figures(target, "", "2000000000");
        scene.figures(holder, "'region':'EU',", "2000000000");
        scene.figures(target, "'region':'EU',", "1000000000");
        scene.must(INFLUENCE, THIRD, Level.HIGH, holder, target);
        if (more) {
            scene.must(FILING, "eu", Level.SCREEN, holder, target);
        }
        return scene.without(FILING, CREEPING, CIRCLE, WEAK);
    }

    /** Two companies hold one another; the money goes both ways, and nobody buys anything. */
    private static Case crossHolding(int copy) {
        Scene scene = new Scene("cross-holding", copy);
        String a = scene.company("a");
        String b = scene.company("b");
        scene.stake(a, b, "30", "'amount':1000000000,'from':'2024-01-01',");
        scene.stake(b, a, "30", "'amount':1000000000,'from':'2024-01-01',");
        scene.must(INFLUENCE, THIRD, Level.HIGH, a, b);
        scene.must(INFLUENCE, THIRD, Level.HIGH, b, a);
        return scene.without(CIRCLE, VENDOR, DUAL_ROLE, FILING, CREEPING, FORECLOSURE, WEAK);
    }

    /** A seat that ended on the day before the one at the rival began: on no day were both held. */
    private static Case seatLeftBefore(int copy) {
        Scene scene = new Scene("seat-left-before", copy);
        seats(scene, "2025-05-31");
        return scene.without(LAPSED, DIRECT, OBSERVER, DEPUTIES, PERSONAL);
    }

    /** A seat that ended on the day on which the one at the rival began; the last day counts, so both were held on it. */
    private static Case seatLeftOnTheDay(int copy) {
        Scene scene = new Scene("seat-left-on-the-day", copy);
        List<String> parties = seats(scene, "2025-06-01");
        scene.must(LAPSED, null, Level.INFO, parties.toArray(String[]::new));
        return scene.without(DIRECT, OBSERVER, DEPUTIES, PERSONAL);
    }

    /** The person, the company that was left, and its rival. */
    private static List<String> seats(Scene scene, String left) {
        String a = scene.company("a");
        String b = scene.company("b");
        String person = scene.person("p");
        scene.rivals(a, b);
        scene.seat(person, a, "'from':'2024-03-01','to':'" + left + "',");
        scene.seat(person, b, "'from':'2025-06-01',");
        return List.of(person, a, b);
    }

    /** A case as it is put together; fields are given with single quotes and a comma behind each. */
    private record Scene(
            String id, List<String> facts, List<String> parties, List<Expected> expected, Set<String> policies) {
        Scene(String name, int copy) {
            this(
                    "plant-" + name + "-" + copy,
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new LinkedHashSet<>());
        }

        String company(String name) {
            return party("Company", name);
        }

        String person(String name) {
            return party("Person", name);
        }

        private String party(String kind, String name) {
            String party = id + "-" + name;
            // The name stands out; an id is in small letters.
            facts.add(("{'kind':'" + kind + "','id':'" + party + "','name':'" + party.replace("plant", "PLANT") + "'}")
                    .replace('\'', '"'));
            parties.add(party);
            return party;
        }

        void rivals(String left, String right) {
            fact("Rivalry", "'left':'" + left + "','right':'" + right + "','market':'the market of " + id + "',");
        }

        void seat(String person, String company, String more) {
            fact("Role", "'person':'" + person + "','company':'" + company + "','type':'DIRECTOR'," + more);
        }

        void stake(String holder, String company, String percent, String more) {
            fact(
                    "Investment",
                    "'investor':'" + holder + "','investee':'" + company + "','economic':" + percent + ",'voting':"
                            + percent + ",'instrument':'EQUITY'," + more);
        }

        void sale(String supplier, String customer, String amount, String from) {
            fact(
                    "SupplyContract",
                    "'supplier':'" + supplier + "','customer':'" + customer + "','good':'SERVICES','amount':" + amount
                            + ",'from':'" + from + "',");
        }

        void figures(String company, String region, String turnover) {
            fact(
                    "Financials",
                    "'company':'" + company + "','period':'FY2024'," + region + "'turnover':" + turnover + ",");
        }

        private void fact(String kind, String fields) {
            facts.add(("{'kind':'" + kind + "','id':'" + id + "-" + facts.size() + "'," + fields).replace('\'', '"')
                    + NetworkFacts.ASSERTED + "}");
        }

        void must(String policy, @Nullable String grade, Level level, String... those) {
            policies.add(policy);
            expected.add(new Expected(true, policy, grade, level, List.of(those)));
        }

        /** The whole, in which these policies, and those that were named, raise nothing more. */
        Case without(String... more) {
            policies.addAll(List.of(more));
            policies.forEach(p -> expected.add(new Expected(false, p, null, null, parties)));
            return new Case(id, facts, expected);
        }
    }
}
