package interlock.json;

import java.util.Locale;
import java.util.Optional;

/** The formats of data files, told apart by the ending of the file's name. */
public enum DataFormat {
    YAML,
    JSON,
    NDJSON,
    CSV;

    /** The format of a file of that name, if its ending is {@code .yaml}, {@code .yml}, {@code .json}, {@code .ndjson} or {@code .csv}. */
    public static Optional<DataFormat> of(String fileName) {
        String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "yaml", "yml" -> Optional.of(YAML);
            case "json" -> Optional.of(JSON);
            case "ndjson" -> Optional.of(NDJSON);
            case "csv" -> Optional.of(CSV);
            default -> Optional.empty();
        };
    }
}
