package interlock.json;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A CSV file (RFC 4180): the names of its columns and its rows, each with as many cells as there are columns. An empty
 * cell is nothing.
 */
public record CsvTable(List<Node.Scalar> columns, List<List<Node.Scalar>> rows) {
    public CsvTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** The table that the file holds; empty if it cannot be read, which {@code problems} is then told. */
    public static Optional<CsvTable> read(SourceText source, Consumer<Diagnostic> problems) {
        List<List<Node.Scalar>> rows;
        Scanner scanner = new Scanner(source);
        try {
            rows = scanner.rows();
        } catch (InvalidInput e) {
            e.diagnostics().forEach(problems);
            return Optional.empty();
        }
        if (rows.isEmpty()) {
            return Optional.of(new CsvTable(List.of(), List.of()));
        }
        List<Node.Scalar> columns = rows.get(0);
        if (columns.size() == 1 && columns.get(0).text().contains(";")) {
            problems.accept(Problems.error(
                    source,
                    ReadingCode.SYNTAX,
                    columns.get(0).at(),
                    "the cells are separated by semicolons",
                    "save the file with commas between the cells"));
            return Optional.empty();
        }
        List<List<Node.Scalar>> good = new ArrayList<>();
        for (List<Node.Scalar> row : rows.subList(1, rows.size())) {
            if (row.size() == columns.size()) {
                good.add(row);
                continue;
            }
            boolean cutOff = row == rows.get(rows.size() - 1)
                    && row.size() < columns.size()
                    && !source.text().endsWith("\n");
            String count = row.size() + (row.size() == 1 ? " cell" : " cells");
            Location last = row.get(row.size() - 1).at();
            problems.accept(
                    cutOff
                            ? Problems.error(
                                    source,
                                    ReadingCode.CUT_OFF,
                                    last,
                                    "the file ends after " + count + " of " + columns.size(),
                                    "the file seems to be cut off")
                            : Problems.error(
                                    source,
                                    ReadingCode.SYNTAX,
                                    last,
                                    "the line has " + count + ", the header " + columns.size(),
                                    "put a cell that has a comma in it in quotes; end a short line with commas"));
        }
        return Optional.of(new CsvTable(columns, good));
    }

    /** Cuts the text into cells. */
    private static final class Scanner {
        private final SourceText source;
        private final String text;
        private int position;

        Scanner(SourceText source) {
            this.source = source;
            this.text = source.text();
        }

        List<List<Node.Scalar>> rows() {
            List<List<Node.Scalar>> rows = new ArrayList<>();
            while (position < text.length()) {
                List<Node.Scalar> row = row();
                if (row.size() > 1 || !row.get(0).nothing()) {
                    rows.add(row);
                }
            }
            return rows;
        }

        private List<Node.Scalar> row() {
            List<Node.Scalar> cells = new ArrayList<>();
            while (true) {
                cells.add(cell());
                if (position >= text.length()) {
                    return cells;
                }
                char c = text.charAt(position++);
                if (c == ',') {
                    continue;
                }
                if (c == '\r' && position < text.length() && text.charAt(position) == '\n') {
                    position++;
                }
                return cells;
            }
        }

        private Node.Scalar cell() {
            int start = position;
            while (start < text.length() && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
                start++;
            }
            return start < text.length() && text.charAt(start) == '"' ? quoted(start) : plain(start);
        }

        private Node.Scalar plain(int start) {
            position = start;
            while (position < text.length() && ",\r\n".indexOf(text.charAt(position)) < 0) {
                position++;
            }
            String value = text.substring(start, position).strip();
            return cell(value, start, start + value.length());
        }

        private Node.Scalar quoted(int start) {
            StringBuilder value = new StringBuilder();
            position = start + 1;
            while (true) {
                int quote = text.indexOf('"', position);
                if (quote < 0) {
                    Location opened = source.at(start, start + 1);
                    throw Problems.fatal(
                            source,
                            ReadingCode.CUT_OFF,
                            source.end(),
                            "the file ends before the quote at " + opened.line() + ":" + opened.column() + " is closed",
                            "close the quote; the file may be cut off");
                }
                value.append(text, position, quote);
                position = quote + 1;
                if (position < text.length() && text.charAt(position) == '"') {
                    value.append('"');
                    position++;
                } else {
                    break;
                }
            }
            int end = position;
            while (position < text.length() && (text.charAt(position) == ' ' || text.charAt(position) == '\t')) {
                position++;
            }
            if (position < text.length() && ",\r\n".indexOf(text.charAt(position)) < 0) {
                throw Problems.fatal(
                        source,
                        ReadingCode.SYNTAX,
                        source.at(position, position + 1),
                        Problems.name(text.codePointAt(position)) + " is not expected after the closing quote",
                        "write a quote inside a cell as \"\"");
            }
            return cell(value.toString(), start, end);
        }

        private Node.Scalar cell(String value, int start, int end) {
            Node.Form form = value.isBlank() ? Node.Form.NOTHING : Node.Form.CELL;
            return new Node.Scalar(value.isBlank() ? "" : value, form, source.at(start, end));
        }
    }
}
