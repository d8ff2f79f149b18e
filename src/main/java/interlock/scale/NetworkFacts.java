package interlock.scale;

import interlock.vocabulary.Fact.CompanyRole;
import interlock.vocabulary.Fact.Good;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A network as fact files. What the network does not say is added in a way that anybody can follow: a company of a sector
 * has the role whose turn it is there, a supplier sells the good whose turn it is at its number, and all rests on one source.
 */
public final class NetworkFacts {
    /** The files in which facts can be written. */
    public enum Format {
        NDJSON,
        CSV;

        /** How the names of such files end. */
        public String ending() {
            return "." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** What was written. */
    public record Written(List<Path> files, long facts, long bytes) {
        public Written {
            files = List.copyOf(files);
        }

        /** This and what was written beside it. */
        public Written and(Written more) {
            List<Path> both = new ArrayList<>(files);
            both.addAll(more.files());
            return new Written(both, facts + more.facts(), bytes + more.bytes());
        }
    }

    private static final String DAY = "2026-01-01";
    private static final String SOURCE = "network";
    /** How each fact that is no party ends in JSON. */
    static final String ASSERTED = "\"status\":\"ACTIVE\",\"asserted\":\"" + DAY + "\",\"evidence\":[{\"source\":\""
            + SOURCE + "\",\"credibility\":1}]";
    /** So many facts fit into one file that is read. */
    private static final int FACTS_IN_FILE = 400_000;

    private NetworkFacts() {}

    /** The day on which all of it was asserted. */
    public static LocalDate day() {
        return LocalDate.parse(DAY);
    }

    /** Writes the facts of a network into a folder, into one file or more for each kind. */
    public static Written write(OwnershipNetwork network, Path folder, Format format) throws IOException {
        try (Book book = new Book(folder, format)) {
            book.page("sources", "Source", List.of("id", "title", "publisher", "letter", "published"), false);
            book.line(SOURCE, "Network made to measure with", "Interlock", "A", DAY);
            book.page("companies", "Company", List.of("id", "name", "roles"), false);
            for (int i = 0; i < network.companies(); i++) {
                int sector = network.sector(i);
                book.line(company(i), "Company " + i, sector < 0 ? "" : role(sector));
            }
            book.page("persons", "Person", List.of("id", "name"), false);
            for (int i = 0; i < network.persons(); i++) {
                book.line(person(i), "Person " + i);
            }
            network.tell(new Ties(book));
            return book.written();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String company(int number) {
        return "c" + number;
    }

    private static String person(int number) {
        return "p" + number;
    }

    private static String role(int sector) {
        List<CompanyRole> roles = List.of(CompanyRole.values());
        return roles.get(sector % roles.size()).name();
    }

    private static String good(int supplier) {
        List<Good> goods = List.of(Good.values());
        return goods.get(supplier % goods.size()).name();
    }

    /** The ties as facts. A pair of rivals that was drawn twice is told once. */
    private record Ties(Book book, Set<Long> rivals, List<Integer> contracts) implements OwnershipNetwork.Listener {
        Ties(Book book) {
            this(book, new HashSet<>(), new ArrayList<>());
        }

        @Override
        public void stake(int owner, int owned, long share) {
            book.page(
                    "stakes",
                    "Investment",
                    List.of("id", "investor", "investee", "economic", "voting", "instrument"),
                    true);
            String percent = BigDecimal.valueOf(share, 4).stripTrailingZeros().toPlainString();
            book.line("s" + owner + "-" + owned, company(owner), company(owned), percent, percent, "EQUITY");
        }

        @Override
        public void seat(int person, int company) {
            book.page("seats", "Role", List.of("id", "person", "company", "type"), true);
            book.line("d" + person + "-" + company, person(person), company(company), "DIRECTOR");
        }

        @Override
        public void rivalry(int one, int other, int sector) {
            book.page("rivalries", "Rivalry", List.of("id", "left", "right", "market"), true);
            if (rivals.add((long) one << Integer.SIZE | other)) {
                book.line("r" + one + "-" + other, company(one), company(other), "sector " + sector);
            }
        }

        @Override
        public void contract(int buyer, int supplier, long value) {
            book.page("contracts", "SupplyContract", List.of("id", "supplier", "customer", "good", "amount"), true);
            contracts.add(buyer);
            book.line("k" + contracts.size(), company(supplier), company(buyer), good(supplier), String.valueOf(value));
        }
    }

    /** The files as they are written, one at a time. */
    private static final class Book implements AutoCloseable {
        private final Path folder;
        private final Format format;
        /** The page at hand, at most one. */
        private final List<Page> open = new ArrayList<>();

        private final List<Path> files = new ArrayList<>();
        private final List<Long> facts = new ArrayList<>();

        Book(Path folder, Format format) {
            this.folder = folder;
            this.format = format;
        }

        /** What the next lines are about; a new file where that is not what the one before was about. */
        void page(String name, String kind, List<String> fields, boolean evidence) {
            if (open.isEmpty() || !open.get(0).name().equals(name)) {
                turn(name, kind, fields, evidence);
            }
        }

        private void turn(String name, String kind, List<String> fields, boolean evidence) {
            close();
            long number = files.stream()
                            .filter(f -> f.getFileName().toString().startsWith(name))
                            .count()
                    + 1;
            Path file = folder.resolve(name + "-" + number + format.ending());
            try {
                files.add(file);
                Page page = new Page(name, kind, fields, evidence, Files.newBufferedWriter(file));
                open.add(page);
                if (format == Format.CSV) {
                    page.out()
                            .write("kind," + String.join(",", fields)
                                    + (evidence ? ",status,asserted,evidence.source,evidence.credibility\n" : "\n"));
                }
                facts.add(0L);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** One fact, or the source: the values of the fields of the page. */
        void line(String... values) {
            int last = facts.size() - 1;
            if (facts.get(last) == FACTS_IN_FILE) {
                Page page = open.get(0);
                turn(page.name(), page.kind(), page.fields(), page.evidence());
                last++;
            }
            facts.set(last, facts.get(last) + 1);
            try {
                open.get(0).out().write(format == Format.CSV ? csv(open.get(0), values) : json(open.get(0), values));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String csv(Page page, String... values) {
            return page.kind() + "," + String.join(",", values)
                    + (page.evidence() ? ",ACTIVE," + DAY + "," + SOURCE + ",1\n" : "\n");
        }

        private static String json(Page page, String... values) {
            StringBuilder line =
                    new StringBuilder("{\"kind\":\"").append(page.kind()).append('"');
            for (int i = 0; i < values.length; i++) {
                String value = values[i];
                if (!value.isEmpty()) {
                    line.append(",\"").append(page.fields().get(i)).append("\":");
                    line.append(
                            switch (page.fields().get(i)) {
                                case "economic", "voting", "amount" -> value;
                                case "roles" -> "[\"" + value + "\"]";
                                default -> "\"" + value + "\"";
                            });
                }
            }
            return line.append(page.evidence() ? "," + ASSERTED : "")
                    .append("}\n")
                    .toString();
        }

        Written written() throws IOException {
            close();
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            // The source is no fact.
            return new Written(files, facts.stream().mapToLong(n -> n).sum() - 1, bytes);
        }

        @Override
        public void close() {
            try {
                for (Page page : open) {
                    page.out().close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            open.clear();
        }
    }

    /** One file, with what all of its lines have. */
    private record Page(String name, String kind, List<String> fields, boolean evidence, Writer out) {}
}
