package interlock.report.render;

import interlock.report.Report;
import interlock.report.Report.FactView;
import interlock.report.Report.PartyView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parties that the facts of a report tie to each other, those with the most signals first.
 *
 * @param parties those that are drawn
 * @param ties between parties that are drawn
 * @param all how many parties there are, those included that are not drawn
 */
record Network(List<Party> parties, List<Tie> ties, int all) {
    /** More than these in one picture cannot be read. */
    static final int MOST = 60;

    /** What stands at a tie is cut to this many letters. */
    private static final int LONGEST = 28;

    /** @param signals how many signals concern it */
    record Party(String id, String name, int signals) {}

    /**
     * What one fact says of two parties.
     *
     * @param fact its id
     */
    record Tie(String fact, String from, String to, Sort sort, boolean certain, String label, String says) {}

    /** What ties are about, each drawn in a colour and with a mark of its own. */
    enum Sort {
        MONEY("money put in", true),
        SUPPLY("supply", true),
        RIVALRY("rivals", false),
        PEOPLE("people and rights", true),
        OTHER("other ties", true);

        final String words;
        final boolean directed;

        Sort(String words, boolean directed) {
            this.words = words;
            this.directed = directed;
        }

        static Sort of(String kind) {
            return switch (kind) {
                case "Investment", "Disposal", "Backstop", "Facility" -> MONEY;
                case "SupplyContract", "Exclusivity" -> SUPPLY;
                case "Rivalry" -> RIVALRY;
                case "Role", "PersonalInterest", "AppointmentRight", "InvestorCondition", "Movement" -> PEOPLE;
                default -> OTHER;
            };
        }

        String style() {
            return ReportText.words(name());
        }
    }

    static Network of(Report report) {
        SortedMap<String, String> names = new TreeMap<>();
        List<Tie> ties = new ArrayList<>();
        report.facts().forEach((id, fact) -> {
            List<PartyView> about = fact.parties();
            if (about.size() > 1) {
                about.forEach(p -> names.put(p.id(), p.name()));
                PartyView first = about.get(0);
                about.stream()
                        .skip(1)
                        .filter(p -> !p.id().equals(first.id()))
                        .map(p -> new Tie(
                                id,
                                first.id(),
                                p.id(),
                                Sort.of(fact.kind()),
                                fact.certain(),
                                label(fact),
                                ReportText.standing(fact)))
                        .distinct()
                        .forEach(ties::add);
            }
        });
        report.signals().forEach(s -> s.parties().forEach(p -> names.put(p.id(), p.name())));
        Map<String, Long> signals = report.signals().stream()
                .flatMap(s -> concerned(s).stream())
                .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        Map<String, Long> degrees = ties.stream()
                .flatMap(t -> Stream.of(t.from(), t.to()))
                .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        List<Party> drawn = names.entrySet().stream()
                .filter(e -> degrees.containsKey(e.getKey()))
                .map(e -> new Party(
                        e.getKey(),
                        e.getValue(),
                        signals.getOrDefault(e.getKey(), 0L).intValue()))
                .sorted(Comparator.comparing((Party p) -> -p.signals())
                        .thenComparing(p -> -degrees.getOrDefault(p.id(), 0L))
                        .thenComparing(Party::id))
                .limit(MOST)
                .toList();
        Set<String> ids = drawn.stream().map(Party::id).collect(Collectors.toCollection(HashSet::new));
        return new Network(
                drawn,
                ties.stream()
                        .filter(t -> ids.contains(t.from()) && ids.contains(t.to()))
                        .toList(),
                (int) names.keySet().stream().filter(degrees::containsKey).count());
    }

    private static SortedSet<String> concerned(Report.Signal signal) {
        SortedSet<String> ids = new TreeSet<>(signal.concerns());
        signal.parties().forEach(p -> ids.add(p.id()));
        return ids;
    }

    /** What stands at a tie when it is lit: what flows, and how much. */
    private static String label(FactView fact) {
        Map<String, String> fields = fact.fields();
        String amount = fields.getOrDefault("amount", fields.getOrDefault("economic", ""));
        String what = fields.getOrDefault("good", fields.getOrDefault("type", ""));
        String both = Stream.of(what, amount).filter(w -> !w.isEmpty()).collect(Collectors.joining(" "));
        if (!both.isEmpty()) {
            return both.length() <= LONGEST ? both : both.substring(0, LONGEST - 1) + "…";
        }
        return switch (Sort.of(fact.kind())) {
            case MONEY -> "amount not told";
            case RIVALRY -> "rivals";
            default ->
                fact.kind().equals("Company") ? "belongs to" : fact.kind().replaceAll("([a-z])([A-Z])", "$1 $2");
        };
    }
}
