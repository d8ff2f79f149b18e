package interlock.fact;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.json.CsvTable;
import interlock.json.JsonReader;
import interlock.json.Node;
import interlock.json.ReadingCode;
import interlock.json.SourceText;
import interlock.json.YamlReader;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Fingerprint;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/** Reads fact files and checks them; all that is wrong with them is told at once. */
public final class FactFiles {
    /** The largest file that is read unless another limit is given, in bytes: 128 MiB. */
    public static final long SIZE_LIMIT = 128L << 20;

    private FactFiles() {}

    /** A fact base that can be used, and what its author should nevertheless look at. */
    public record Loaded(FactBase base, List<Diagnostic> warnings) {
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /** Facts given as examples, and everything that is wrong with them; facts with errors are left out. */
    public record Examples(List<Assertion> assertions, List<Source> sources, List<Diagnostic> diagnostics) {
        public Examples {
            assertions = List.copyOf(assertions);
            sources = List.copyOf(sources);
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /**
     * The fact base in files and in all fact files below folders.
     *
     * @throws InvalidInput if it has errors; with all of them, and the warnings
     */
    public static FactBase load(List<Path> roots, Vocabulary vocabulary) {
        return loadWithWarnings(roots, vocabulary, SIZE_LIMIT).base();
    }

    /**
     * The fact base in files and in all fact files below folders, with warnings.
     *
     * @throws InvalidInput if it has errors; with all of them, and the warnings
     */
    public static Loaded loadWithWarnings(List<Path> roots, Vocabulary vocabulary) {
        return loadWithWarnings(roots, vocabulary, SIZE_LIMIT);
    }

    /**
     * The same with another limit.
     *
     * @param sizeLimit the largest file that is read, in bytes
     * @throws InvalidInput if it has errors; with all of them, and the warnings
     */
    public static Loaded loadWithWarnings(List<Path> roots, Vocabulary vocabulary, long sizeLimit) {
        return loadWithWarnings(roots, vocabulary, sizeLimit, read -> {});
    }

    /**
     * The same for those who want to know meanwhile how much has been read.
     *
     * @param read is told again and again how many of the {@link #bytes} have been read, about
     * @throws InvalidInput if it has errors; with all of them, and the warnings
     */
    public static Loaded loadWithWarnings(List<Path> roots, Vocabulary vocabulary, LongConsumer read) {
        return loadWithWarnings(roots, vocabulary, SIZE_LIMIT, read);
    }

    /** How many bytes there are to read below folders, as far as that can be told. */
    public static long bytes(List<Path> roots) {
        long bytes = 0;
        for (FactFolders.Found found : FactFolders.find(roots, new Findings())) {
            bytes += found.file().toFile().length();
        }
        return bytes;
    }

    private static Loaded loadWithWarnings(List<Path> roots, Vocabulary vocabulary, long sizeLimit, LongConsumer read) {
        Findings findings = new Findings();
        Ledger ledger = new Ledger();
        FactReader reader = new FactReader(vocabulary, Rigour.ON_FILE, findings, ledger);
        Map<String, SourceText> texts = new HashMap<>();
        SortedMap<String, String> digests = new TreeMap<>();
        read(roots, sizeLimit, vocabulary, reader, findings, texts, digests, read);
        return loaded(ledger, findings, texts, digests);
    }

    private static void read(
            List<Path> roots,
            long sizeLimit,
            Vocabulary vocabulary,
            FactReader reader,
            Findings findings,
            Map<String, SourceText> texts,
            Map<String, String> digests,
            LongConsumer read) {
        AtomicLong before = new AtomicLong();
        for (FactFolders.Found found : FactFolders.find(roots, findings)) {
            bytes(found, sizeLimit, findings).ifPresent(bytes -> {
                digests.put(found.shown(), Fingerprint.of(bytes));
                text(found, bytes, findings).ifPresent(text -> {
                    texts.put(found.shown(), text);
                    read(found, text, vocabulary, reader, findings, letters -> read.accept(before.get() + letters));
                });
                read.accept(before.addAndGet(bytes.length));
            });
        }
    }

    /**
     * What stands in more files, together with what is on file already: read and checked as if it had been there.
     *
     * @param by the edit that assumes what the files say
     * @throws InvalidInput if they have errors, or cannot stand beside what is on file
     */
    static FactBase beside(FactBase base, List<Path> roots, Vocabulary vocabulary, String by) {
        Findings findings = new Findings();
        Ledger ledger = new Ledger();
        FactReader reader = new FactReader(vocabulary, Rigour.ON_FILE, findings, ledger);
        Map<String, SourceText> texts = new HashMap<>();
        SortedMap<String, String> digests = new TreeMap<>(base.files());
        read(roots, SIZE_LIMIT, vocabulary, reader, findings, texts, digests, read -> {});
        ledger.assertions.replaceAll(a -> a.assumed(new Assumption(by, true)));
        ledger.sources.addAll(base.sources().values());
        ledger.registered.addAll(base.sources().keySet());
        ledger.parties.addAll(base.parties().keySet());
        for (Assertion a : base.assertions()) {
            ledger.assertions.add(a);
            ledger.facts.add(a.id());
            if (a.fact() instanceof Fact.Company company && company.parent() != null) {
                ledger.parents.add(new Ledger.Parent(company.id(), a.asserted(), company.parent(), a.at()));
            }
        }
        base.asOf().ifPresent(day -> ledger.asOf.add(new Ledger.AsOf(day, Location.ofFile("the facts on file"))));
        return loaded(ledger, findings, texts, digests).base();
    }

    private static Loaded loaded(
            Ledger ledger, Findings findings, Map<String, SourceText> texts, SortedMap<String, String> digests) {
        FactChecks checks = new FactChecks(ledger, findings);
        checks.references(true);
        Optional<LocalDate> asOf = checks.asOf();
        List<Source> sources = List.copyOf(checks.sources());
        List<Assertion> assertions = checks.assertions();
        checks.parents();
        checks.twice(assertions);
        Overheld.tell(assertions, ledger.parents, findings);
        List<Diagnostic> diagnostics = findings.all().stream()
                .map(d -> texts.containsKey(d.at().file())
                        ? texts.get(d.at().file()).shown(d)
                        : d)
                .sorted()
                .distinct()
                .toList();
        InvalidInput.refuse(diagnostics);
        return new Loaded(new FactBase(assertions, sources, digests, asOf), diagnostics);
    }

    /**
     * Facts that stand in another file, such as the examples of a policy's test.
     *
     * @param facts a list of facts, or a group with {@code facts} and {@code sources} as in a file
     * @param base what is on file already; its parties, sources and facts may be named
     */
    public static Examples read(Node facts, FactBase base, Vocabulary vocabulary, Rigour rigour) {
        Findings findings = new Findings();
        Ledger ledger = new Ledger();
        ledger.parties.addAll(base.parties().keySet());
        ledger.registered.addAll(base.sources().keySet());
        base.assertions().forEach(a -> ledger.facts.add(a.id()));
        FactReader reader = new FactReader(vocabulary, rigour, findings, ledger);
        if (facts instanceof Node.Items items) {
            items.items().forEach(reader::fact);
        } else if (!facts.nothing()) {
            reader.file(facts);
        }
        FactChecks checks = new FactChecks(ledger, findings);
        checks.references(rigour == Rigour.ON_FILE);
        List<Source> sources = List.copyOf(checks.sources());
        List<Assertion> assertions = checks.assertions();
        checks.parents();
        checks.twice(assertions);
        return new Examples(
                assertions, sources, findings.all().stream().sorted().distinct().toList());
    }

    static Diagnostic unreadable(String shown, boolean refused) {
        return Diagnostic.error(
                ReadingCode.UNREADABLE.code(),
                Location.ofFile(shown),
                "this cannot be opened",
                refused ? "check that you may read it" : "check the disk");
    }

    static Optional<byte[]> bytes(FactFolders.Found found, long sizeLimit, Findings findings) {
        try {
            long size = Files.size(found.file());
            if (size > sizeLimit) {
                findings.add(Diagnostic.error(
                        ReadingCode.TOO_LARGE.code(),
                        Location.ofFile(found.shown()),
                        "the file is " + words(size) + ", at most " + words(sizeLimit) + " can be read",
                        "split it into several files"));
                return Optional.empty();
            }
            return Optional.of(Files.readAllBytes(found.file()));
        } catch (IOException e) {
            findings.add(unreadable(found.shown(), e instanceof FileSystemException));
            return Optional.empty();
        }
    }

    /** A size in the largest unit of which there is at least one, rounded up to one decimal. */
    private static String words(long bytes) {
        int unit = bytes >= 1 << 20 ? 20 : bytes >= 1 << 10 ? 10 : 0;
        BigDecimal size = BigDecimal.valueOf(bytes)
                .divide(BigDecimal.valueOf(1L << unit), 1, RoundingMode.CEILING)
                .stripTrailingZeros();
        return size.toPlainString() + (unit == 20 ? " MiB" : unit == 10 ? " KiB" : " bytes");
    }

    static Optional<SourceText> text(FactFolders.Found found, byte[] bytes, Findings findings) {
        try {
            return Optional.of(SourceText.decode(found.shown(), bytes));
        } catch (InvalidInput e) {
            e.diagnostics().forEach(findings::add);
            return Optional.empty();
        }
    }

    private static void read(
            FactFolders.Found found,
            SourceText text,
            Vocabulary vocabulary,
            FactReader reader,
            Findings findings,
            IntConsumer reached) {
        if (text.text().isBlank()) {
            empty(found, findings);
            return;
        }
        switch (found.format()) {
            case YAML ->
                YamlReader.read(text, findings::add).ifPresent(node -> {
                    if (node.nothing()) {
                        empty(found, findings);
                    } else {
                        reader.file(node);
                    }
                });
            case JSON -> JsonReader.read(text, findings::add).ifPresent(reader::file);
            case NDJSON -> JsonReader.readLines(text, findings::add, reader::fact, reached);
            case CSV ->
                CsvTable.read(text, findings::add)
                        .ifPresent(table ->
                                FactTable.rows(table, vocabulary, findings).forEach(reader::fact));
        }
    }

    private static void empty(FactFolders.Found found, Findings findings) {
        findings.add(Diagnostic.warning(
                ReadingCode.EMPTY.code(), Location.ofFile(found.shown()), "the file says nothing", "remove it"));
    }
}
