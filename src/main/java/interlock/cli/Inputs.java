package interlock.cli;

import interlock.Interlock;
import interlock.Query;
import interlock.engine.Budget;
import interlock.vocabulary.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say what is read and as of when; the same for every verb that reads. */
final class Inputs {
    private static final String HOME = "interlock.home";

    @Option(
            names = "--facts",
            paramLabel = "PATH",
            description = "a folder or file of facts; may be repeated (default: facts/)")
    @Nullable
    List<Path> facts;

    @Mixin
    private final Rules rules = new Rules();

    /** The folders of facts: as given, or {@code facts/} here, or else that of the project. */
    List<Path> factFolders() {
        return factFolders(facts == null ? List.of() : facts);
    }

    /** @param given what the command line names */
    static List<Path> factFolders(List<Path> given) {
        return given.isEmpty() ? List.of(place("facts")) : given;
    }

    /** @param given what the command line names */
    static List<Path> ruleFolders(List<Path> given) {
        return given.isEmpty() ? List.of(place("rules")) : given;
    }

    /**
     * What lies there, to be evaluated within a budget.
     *
     * @throws interlock.diagnostic.InvalidInput if it cannot be used
     */
    Interlock open(Budget budget) {
        budget.gauge().at(() -> " while facts and policies were read");
        return Interlock.open(factFolders(), ruleFolders(), budget)
                .cached(CacheFolder.ofTheUser().map(CacheFolder::policies));
    }

    /** The folders of policies. */
    List<Path> ruleFolders() {
        return rules.folders();
    }

    /** Where the policies are. */
    static final class Rules {
        @Option(
                names = "--rules",
                paramLabel = "PATH",
                description = "a folder of policies; may be repeated (default: rules/)")
        @Nullable
        List<Path> rules;

        /** The folders of policies: as given, or {@code rules/} here, or else that of the project. */
        List<Path> folders() {
            return ruleFolders(rules == null ? List.of() : rules);
        }

        /** Whether a folder was given, or there is one where it is looked for. */
        boolean found() {
            return rules != null || folders().stream().allMatch(Files::isDirectory);
        }
    }

    private static Path place(String name) {
        Path here = Path.of(name);
        String home = System.getProperty(HOME);
        return Files.isDirectory(here) || home == null ? here : Path.of(home).resolve(name);
    }

    /** When the world is looked at. */
    static final class Dates {
        @Option(
                names = "--as-of",
                paramLabel = "DATE",
                converter = Date.class,
                description = "the day the world is looked at, yyyy-mm-dd (default: the day that the facts give)")
        @Nullable
        LocalDate asOf;

        @Option(
                names = "--known-as-of",
                paramLabel = "DATE",
                converter = Date.class,
                description = "know only what had been asserted by that day (default: the same as --as-of)")
        @Nullable
        LocalDate knownAsOf;

        Query query(int firings) {
            return new Query(
                    Optional.ofNullable(asOf),
                    Optional.ofNullable(knownAsOf),
                    List.of(),
                    List.of(),
                    Level.INFO,
                    firings);
        }
    }

    /** Reads a date as a person writes it here. */
    static final class Date implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                throw new TypeConversionException("`" + text + "` is not a date; write it as yyyy-mm-dd");
            }
        }
    }

    /** Reads the name of a level in any case. */
    static final class LevelName implements ITypeConverter<Level> {
        @Override
        public Level convert(String text) {
            for (Level level : Level.values()) {
                if (level.name().equals(text.toUpperCase(Locale.ROOT))) {
                    return level;
                }
            }
            throw new TypeConversionException(
                    "`" + text + "` is not a level; the levels are info, screen, elevated, high");
        }
    }

    /** Reads a whole number above 0. */
    static final class Percent implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[1-9][0-9]{0,4}")) {
                throw new TypeConversionException("`" + text + "` is not a whole number from 1 to 99999");
            }
            return Integer.valueOf(text);
        }
    }
}
