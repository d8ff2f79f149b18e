package interlock.cli;

import interlock.Interlock;
import interlock.fact.CsvHeaders;
import interlock.fact.FactSchema;
import interlock.fact.VocabularySheet;
import interlock.vocabulary.Vocabulary;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "vocabulary",
        description = {
            "Prints the kinds of facts and their fields: those that Interlock brings along, then those that files in"
                    + " the folder vocabulary/ of the policies declare.",
            "",
            "A kind of one's own, in rules/vocabulary/power.drl:",
            "",
            "  /** @says {seller} sells {buyer} power[ for {amount}] */",
            "  declare PowerContract",
            "    id     : Text @key",
            "    seller : Party",
            "    buyer  : Party",
            "    amount : Money @optional",
            "  end",
            "",
            "A field holds Text, Party, Money, Number, Whole, Share, Date, Truth, a name declared with `declare enum`,"
                    + " or a list such as List<Party>.",
            ""
        },
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

    @Mixin
    private final Inputs.Rules inputs = new Inputs.Rules();

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
        Vocabulary vocabulary = inputs.found() ? Interlock.vocabulary(inputs.folders()) : Vocabulary.builtIn();
        terminal.print(
                switch (form) {
                    case TEXT -> VocabularySheet.text(vocabulary);
                    case JSON_SCHEMA -> FactSchema.text(vocabulary);
                    case CSV -> CsvHeaders.text(vocabulary);
                });
        return ExitCode.DONE.code;
    }
}
