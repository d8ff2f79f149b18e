package interlock.cli;

import interlock.fact.CsvHeaders;
import interlock.fact.FactSchema;
import interlock.fact.VocabularySheet;
import interlock.vocabulary.Vocabulary;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "vocabulary",
        description = "Prints the kinds of facts and their fields.",
        mixinStandardHelpOptions = true)
final class VocabularyCommand implements Callable<Integer> {
    private final Terminal terminal;

    /** The forms in which the vocabulary can be had. */
    private enum Form {
        TEXT,
        JSON_SCHEMA,
        CSV
    }

    /** Reads the name of a form. */
    private static final class FormName implements ITypeConverter<Form> {
        @Override
        public Form convert(String text) {
            return switch (text) {
                case "text" -> Form.TEXT;
                case "json-schema" -> Form.JSON_SCHEMA;
                case "csv" -> Form.CSV;
                default ->
                    throw new TypeConversionException(
                            "`" + text + "` is not a format of the vocabulary; the formats are text, json-schema, csv");
            };
        }
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormName.class,
            description = "text (a cheat sheet), json-schema (of a fact file) or csv (headers)")
    private Form form = Form.TEXT;

    VocabularyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Vocabulary vocabulary = Vocabulary.builtIn();
        terminal.print(
                switch (form) {
                    case TEXT -> VocabularySheet.text(vocabulary);
                    case JSON_SCHEMA -> FactSchema.text(vocabulary);
                    case CSV -> CsvHeaders.text(vocabulary);
                });
        return ExitCode.DONE.code;
    }
}
