package interlock.json;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lines of JSON read into plain maps by the library alone, which the time that reading takes is compared with. */
public final class PlainMaps {
    private static final ObjectReader READER = JsonMapper.builder().build().readerFor(Map.class);

    private PlainMaps() {}

    /** A map for each line of some files. */
    public static List<Map<String, Object>> of(List<Path> files) throws IOException {
        List<Map<String, Object>> maps = new ArrayList<>();
        for (Path file : files) {
            try (MappingIterator<Map<String, Object>> values = READER.readValues(file.toFile())) {
                while (values.hasNextValue()) {
                    maps.add(values.nextValue());
                }
            }
        }
        return maps;
    }
}
