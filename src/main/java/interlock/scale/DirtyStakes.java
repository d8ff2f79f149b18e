package interlock.scale;

import interlock.diagnostic.Diagnostic;
import interlock.fact.FactCode;
import interlock.report.NetworkFigures.Agreement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes some stakes of a network that was written wrong, in ways that data of the field are wrong, and holds what is found
 * against it. Each place has one problem, which is all that may be told of it.
 */
public final class DirtyStakes {
    /** How a stake is wrong. */
    public enum Sort {
        BLANK("blank share", FactCode.WRONG_TYPE),
        SELF("stake in itself", FactCode.SAME_PARTY_TWICE),
        OVER("more than the whole", FactCode.OVERHELD),
        YEAR("year 1201", FactCode.IMPLAUSIBLE_DATE);

        private final String words;
        private final FactCode code;

        Sort(String words, FactCode code) {
            this.words = words;
            this.code = code;
        }
    }

    /** A line that is wrong; {@code line} counts from 1. */
    public record Place(Path file, int line, Sort sort) {
        /** The place as problems name it. */
        private String at() {
            return at(file.toString().replace('\\', '/'), line);
        }

        private static String at(String file, int line) {
            return file + ":" + line;
        }
    }

    /** A stream of its own, so that nothing else is drawn otherwise. */
    private static final int DIRT = 10;

    private static final Pattern STAKE = Pattern.compile(
            "\\{\"kind\":\"Investment\",\"id\":\"([^\"]*)\",\"investor\":\"([^\"]*)\",\"investee\":\"([^\"]*)\","
                    + "\"economic\":([0-9.]+),\"voting\":([0-9.]+)(.*)}");
    private static final Pattern ASSERTED = Pattern.compile("\"asserted\":\"[0-9]{4}");
    private final List<Place> places;
    private final NetworkFacts.Written written;

    private DirtyStakes(List<Place> places, NetworkFacts.Written written) {
        this.places = List.copyOf(places);
        this.written = written;
    }

    /**
     * Writes the files of stakes anew, some of them wrong, in one way after the other. Of one company only one stake at most
     * makes more than the whole, since that is told once; such a stake is a line more.
     *
     * @param written as NDJSON
     * @param inTenThousand of so many stakes in 10,000
     */
    public static DirtyStakes in(NetworkFacts.Written written, int inTenThousand, long seed) throws IOException {
        Dice dice = new Dice(seed, DIRT);
        List<Place> places = new ArrayList<>();
        Set<String> over = new HashSet<>();
        for (Path file : written.files()) {
            if (file.getFileName().toString().startsWith("stakes-")) {
                Path dirty = file.resolveSibling(file.getFileName() + ".part");
                try (BufferedReader lines = Files.newBufferedReader(file);
                        Writer out = Files.newBufferedWriter(dirty)) {
                    int number = 0;
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        number++;
                        Matcher stake = STAKE.matcher(line);
                        if (stake.matches() && dice.comes(inTenThousand)) {
                            Sort sort = Sort.values()[places.size() % Sort.values().length];
                            if (sort == Sort.OVER && !over.add(stake.group(3))) {
                                sort = Sort.YEAR;
                            }
                            if (sort == Sort.OVER) {
                                out.write(line + "\n");
                                number++;
                            }
                            out.write(wrong(stake, sort) + "\n");
                            places.add(new Place(file, number, sort));
                        } else {
                            out.write(line + "\n");
                        }
                    }
                }
                Files.move(dirty, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        long bytes = 0;
        for (Path file : written.files()) {
            bytes += Files.size(file);
        }
        return new DirtyStakes(places, new NetworkFacts.Written(written.files(), written.facts() + over.size(), bytes));
    }

    private static String wrong(Matcher stake, Sort sort) {
        String line = stake.group();
        return switch (sort) {
            case BLANK -> line(stake.group(1), stake.group(2), stake.group(3), "\"\"", stake);
            case SELF -> line(stake.group(1), stake.group(2), stake.group(2), stake.group(4), stake);
            // By neither of the two: what one holder has is not added up.
            case OVER -> line(stake.group(1) + "-over", other(stake), stake.group(3), "100", stake);
            case YEAR -> ASSERTED.matcher(line).replaceFirst("\"asserted\":\"1201");
        };
    }

    private static String line(String id, String investor, String investee, String economic, Matcher stake) {
        return "{\"kind\":\"Investment\",\"id\":\"" + id + "\",\"investor\":\"" + investor + "\",\"investee\":\""
                + investee + "\",\"economic\":" + economic + ",\"voting\":" + stake.group(5) + stake.group(6) + "}";
    }

    /** A company that is neither holder nor company of a stake. */
    private static String other(Matcher stake) {
        List<String> both = List.of(stake.group(2), stake.group(3));
        return Stream.of("c0", "c1", "c2")
                .filter(Predicate.not(both::contains))
                .findFirst()
                .orElseThrow();
    }

    /** Where they are, in their order. */
    public List<Place> places() {
        return places;
    }

    /** What is written now. */
    public NetworkFacts.Written written() {
        return written;
    }

    /**
     * How far what was found is what is wrong, for each sort, and for all lines that are not.
     *
     * @param problems in the facts
     */
    public List<Agreement> in(List<Diagnostic> problems) {
        Map<String, List<Diagnostic>> found =
                problems.stream().collect(Collectors.groupingBy(d -> Place.at(d.at().file(), d.at().line())));
        List<Agreement> agreements = new ArrayList<>();
        for (Sort sort : Sort.values()) {
            List<Place> those = places.stream().filter(p -> p.sort() == sort).toList();
            List<String> otherwise = those.stream()
                    .filter(p -> !alone(found.getOrDefault(p.at(), List.of()), sort))
                    .map(p -> p.at() + ": " + sort.code.code() + " is to be found, and found is "
                            + words(found.getOrDefault(p.at(), List.of())))
                    .toList();
            agreements.add(
                    new Agreement("found: " + sort.words, those.size(), those.size() - otherwise.size(), otherwise));
        }
        Set<String> wrong = places.stream().map(Place::at).collect(Collectors.toSet());
        List<String> elsewhere = problems.stream()
                .filter(d -> !wrong.contains(Place.at(d.at().file(), d.at().line())))
                .map(d -> d.at() + ": " + words(List.of(d)) + " is found, and nothing is wrong there")
                .toList();
        long clean = written.facts() - places.size();
        // A line may have several.
        agreements.add(
                new Agreement("found: nothing elsewhere", clean, Math.max(0, clean - elsewhere.size()), elsewhere));
        return agreements;
    }

    /** Whether the one problem of a place is the one that it has, with a column and a remedy. */
    private static boolean alone(List<Diagnostic> at, Sort sort) {
        return at.size() == 1
                && at.get(0).code().equals(sort.code.code())
                && at.get(0).at().column() > 0
                && at.get(0).help() != null;
    }

    private static String words(List<Diagnostic> problems) {
        return problems.isEmpty()
                ? "nothing"
                : problems.stream().map(Diagnostic::code).collect(Collectors.joining(", "));
    }
}
