package interlock.cli;

import interlock.Desk;
import interlock.report.Catalog;
import interlock.report.render.CatalogHtml;
import interlock.report.render.CatalogJson;
import interlock.report.render.CatalogMarkdown;
import interlock.report.render.CatalogText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "catalog",
        description = "Prints the policies as pages: what each says, by what thresholds, with its tests as examples.",
        mixinStandardHelpOptions = true)
final class CatalogCommand implements Callable<Integer> {
    private final Terminal terminal;

    /** The forms in which the catalogue can be had. */
    private enum Form {
        TEXT,
        MARKDOWN,
        HTML,
        JSON
    }

    /** Reads the name of a form. */
    private static final class FormName implements ITypeConverter<Form> {
        @Override
        public Form convert(String text) {
            return switch (text) {
                case "text" -> Form.TEXT;
                case "markdown" -> Form.MARKDOWN;
                case "html" -> Form.HTML;
                case "json" -> Form.JSON;
                default ->
                    throw new TypeConversionException("`" + text
                            + "` is not a format of the catalogue; the formats are text, markdown, html, json");
            };
        }
    }

    @Mixin
    private final Inputs inputs = new Inputs();

    @Mixin
    private final Inputs.Dates dates = new Inputs.Dates();

    @Mixin
    private final Limits limits = new Limits();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormName.class,
            description = "text, markdown, html or json (default: text)")
    private Form form = Form.TEXT;

    @Option(
            names = "-o",
            paramLabel = "DIR",
            description = "write a page for each policy and an index to this folder, which is made if needed")
    private @Nullable Path output;

    @Option(
            names = "--coverage",
            description = "measure which conditions the tests cover; pages written to a folder always have it")
    private boolean coverage;

    CatalogCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Catalog catalog = limits.within(
                terminal,
                budget -> Desk.catalog(
                        inputs.factFolders(),
                        inputs.ruleFolders(),
                        dates.query(budget.firings()),
                        coverage || output != null,
                        budget));
        if (output == null) {
            terminal.print(limits.bounded(
                    switch (form) {
                        case TEXT -> CatalogText.of(catalog, terminal.style());
                        case MARKDOWN -> CatalogMarkdown.of(catalog);
                        case HTML -> CatalogHtml.of(catalog);
                        case JSON -> CatalogJson.of(catalog);
                    }));
            return ExitCode.DONE.code;
        }
        SortedMap<String, String> pages = switch (form) {
            case TEXT -> CatalogText.pages(catalog);
            case MARKDOWN -> CatalogMarkdown.pages(catalog);
            case HTML -> CatalogHtml.pages(catalog);
            case JSON -> new TreeMap<>(Map.of("catalog.json", CatalogJson.of(catalog)));
        };
        limits.bounded(String.join("", pages.values()));
        pages.forEach((name, text) -> write(output.resolve(name), text));
        String first = pages.keySet().stream()
                .filter(n -> n.startsWith("index."))
                .findFirst()
                .orElse(pages.firstKey());
        terminal.print("wrote " + pages.size() + (pages.size() == 1 ? " page" : " pages") + ", begin with "
                + output.resolve(first) + "\n");
        return ExitCode.DONE.code;
    }

    private void write(Path file, String text) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new Terminal.Unwritable("the folder `" + folder + "` cannot be made");
        }
        terminal.write(text, Optional.of(file));
    }
}
