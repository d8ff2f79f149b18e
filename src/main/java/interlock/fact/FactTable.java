package interlock.fact;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.Location;
import interlock.json.CsvTable;
import interlock.json.Node;
import interlock.json.ReadingCode;
import interlock.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Facts in a table, as the trees that they would be in the other formats. */
final class FactTable {
    private FactTable() {}

    /** A tree for each row. */
    static List<Node> rows(CsvTable table, Vocabulary vocabulary, Findings findings) {
        if (table.columns().isEmpty()) {
            return List.of();
        }
        Node.Scalar first = table.columns().get(0);
        if (!first.text().equals("kind")) {
            findings.error(
                    FactCode.MISSING_FIELD,
                    first.at(),
                    "the first column is `" + first.text() + "`, not `kind`",
                    "begin with the column `kind`; `./interlock vocabulary --format csv` prints the headers");
            return List.of();
        }
        Set<String> known = new LinkedHashSet<>(List.of("kind"));
        vocabulary.kinds().forEach(k -> known.addAll(CsvHeaders.accepted(k)));
        known.addAll(FactReader.SOURCE_FIELDS);
        boolean[] usable = usable(table.columns(), known, findings);
        List<Node> rows = new ArrayList<>();
        for (List<Node.Scalar> row : table.rows()) {
            rows.add(row(table.columns(), row, usable, findings));
        }
        return rows;
    }

    private static boolean[] usable(List<Node.Scalar> columns, Set<String> known, Findings findings) {
        boolean[] usable = new boolean[columns.size()];
        Map<String, Location> seen = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Node.Scalar column = columns.get(i);
            Location twice = seen.putIfAbsent(column.text(), column.at());
            if (twice != null) {
                findings.add(Diagnostic.error(
                        ReadingCode.DUPLICATE_KEY.code(),
                        column.at(),
                        "the column `" + column.text() + "` is given twice, first at " + twice.line() + ":"
                                + twice.column(),
                        "keep one of the two"));
            } else if (!known.contains(column.text())) {
                findings.error(
                        FactCode.UNKNOWN_KEY,
                        column.at(),
                        column.text().startsWith("outcomes")
                                ? "outcomes cannot stand in a table"
                                : "no kind of fact has a field for the column `" + column.text() + "`",
                        column.text().startsWith("outcomes")
                                ? "write the fact in YAML or JSON"
                                : DidYouMean.help(
                                        column.text(),
                                        known,
                                        "`./interlock vocabulary --format csv` prints the headers"));
            } else {
                usable[i] = true;
            }
        }
        return usable;
    }

    private static Node row(List<Node.Scalar> columns, List<Node.Scalar> cells, boolean[] usable, Findings findings) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        Map<String, List<Node.Entry>> groups = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Node.Scalar cell = cells.get(i);
            if (!usable[i] || cell.nothing()) {
                continue;
            }
            String name = columns.get(i).text();
            int dot = name.indexOf('.');
            if (dot < 0) {
                entries.put(name, new Node.Entry(name, cell.at(), cell));
            } else {
                groups.computeIfAbsent(name.substring(0, dot), k -> new ArrayList<>())
                        .add(new Node.Entry(name.substring(dot + 1), cell.at(), cell));
            }
        }
        groups.forEach((name, parts) -> {
            Location at = parts.get(0).value().at();
            Node group = new Node.Entries(parts, at);
            Node value = name.equals("evidence") ? new Node.Items(List.of(group), at) : group;
            if (entries.putIfAbsent(name, new Node.Entry(name, at, value)) != null) {
                findings.error(
                        FactCode.WRONG_TYPE,
                        at,
                        "`" + name + "` is given as a whole and in parts",
                        "give either, as in `" + name + "." + parts.get(0).key() + "`");
            }
        });
        return new Node.Entries(List.copyOf(entries.values()), cells.get(0).at());
    }
}
