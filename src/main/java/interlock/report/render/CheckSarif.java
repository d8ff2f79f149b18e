package interlock.report.render;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.Fix;
import interlock.diagnostic.Location;
import interlock.diagnostic.ProblemPage;
import interlock.diagnostic.Severity;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Problems as SARIF 2.1.0, which code hosts and editors show beside the lines. Files are named relative to a folder, so
 * that the same problems give the same bytes on every machine.
 */
public final class CheckSarif {
    static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    /** The name by which readers of SARIF know the top of the repository. */
    private static final String BASE = "%SRCROOT%";

    private CheckSarif() {}

    private record Log(@JsonProperty("$schema") String schema, String version, List<Run> runs) {}

    private record Run(Tool tool, String columnKind, List<Result> results) {}

    private record Tool(Driver driver) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Driver(String name, @Nullable String version, List<Rule> rules) {}

    private record Rule(String id, Message shortDescription, Message fullDescription, Message help) {}

    private record Message(String text) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Result(
            String ruleId, int ruleIndex, String level, Message message, List<Place> locations, List<Change> fixes) {}

    private record Place(Physical physicalLocation) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Physical(
            Artifact artifactLocation,
            @Nullable Region region,
            @Nullable Context contextRegion) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Artifact(String uri, @Nullable String uriBaseId) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Region(
            int startLine,
            int startColumn,
            int endColumn,
            @Nullable Message snippet) {}

    /** The whole line that a region lies on. */
    private record Context(int startLine, Message snippet) {}

    private record Change(Message description, List<ArtifactChange> artifactChanges) {}

    record ArtifactChange(Artifact artifactLocation, List<Replacement> replacements) {}

    private record Replacement(Region deletedRegion, Message insertedContent) {}

    /**
     * The problems in their order, ending with a line break.
     *
     * @param version the version of the program, if it knows it
     * @param base the folder that file names are relative to
     */
    public static String of(List<Diagnostic> problems, Optional<String> version, Path base) {
        List<String> codes =
                problems.stream().map(Diagnostic::code).sorted().distinct().toList();
        return ReportJson.write(new Log(
                SCHEMA,
                "2.1.0",
                List.of(new Run(
                        new Tool(new Driver(
                                "Interlock",
                                version.orElse(null),
                                codes.stream().map(CheckSarif::rule).toList())),
                        "utf16CodeUnits",
                        problems.stream()
                                .map(d -> result(d, codes.indexOf(d.code()), base))
                                .toList()))));
    }

    private static Rule rule(String code) {
        Optional<ProblemPage> page = ProblemPage.of(code);
        String title = page.map(ProblemPage::title).orElse(code);
        return new Rule(
                code,
                new Message(title),
                new Message(page.map(p -> String.join("\n\n", p.paragraphs())).orElse(title)),
                new Message(page.map(ProblemPage::text).orElse(title)));
    }

    private static Result result(Diagnostic d, int index, Path base) {
        Artifact artifact = artifact(d.at().file(), base);
        String text = d.help() == null ? d.message() : d.message() + "; " + d.help();
        Location at = d.at();
        String line = d.snippet();
        boolean placed = at.line() > 0;
        Region region = placed ? new Region(at.line(), at.column(), at.column() + at.length(), marked(at, line)) : null;
        Context context = placed && line != null ? new Context(at.line(), new Message(line)) : null;
        return new Result(
                d.code(),
                index,
                level(d.severity()),
                new Message(text),
                List.of(new Place(new Physical(artifact, region, context))),
                d.fix().map(f -> change(d, f, artifact)).stream().toList());
    }

    private static @Nullable Message marked(Location at, @Nullable String line) {
        int start = at.column() - 1;
        return line == null || start + at.length() > line.length()
                ? null
                : new Message(line.substring(start, start + at.length()));
    }

    private static Change change(Diagnostic d, Fix fix, Artifact artifact) {
        return new Change(
                new Message(d.help() == null ? d.message() : d.help()),
                List.of(new ArtifactChange(
                        artifact,
                        List.of(new Replacement(
                                new Region(fix.line(), fix.column(), fix.column() + fix.length(), null),
                                new Message(fix.text()))))));
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }

    /** The file below the base by its relative name; one elsewhere can only be named whole. */
    static Artifact artifact(String file, Path base) {
        Path top = base.toAbsolutePath().normalize();
        Path path = top.resolve(file).normalize();
        try {
            return path.startsWith(top)
                    ? new Artifact(uri(null, top.relativize(path).toString().replace('\\', '/')), BASE)
                    : new Artifact(uri("file", path.toString().replace('\\', '/')), null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a path that is no URI", e);
        }
    }

    private static String uri(@Nullable String scheme, String path) throws URISyntaxException {
        if (scheme != null) {
            return new URI(scheme, "", path, null).toASCIIString();
        }
        // A colon in the first step of a path would be read as the end of a scheme.
        String relative = new URI(null, null, "/" + path, null).toASCIIString().substring(1);
        int colon = relative.indexOf(':');
        int slash = relative.indexOf('/');
        return colon >= 0 && (slash < 0 || colon < slash) ? "./" + relative : relative;
    }
}
