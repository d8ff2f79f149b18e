package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept between runs belongs to one user, who alone can read it. */
final class CacheFolderTest {
    @TempDir
    private Path home;

    private Path program;

    @BeforeEach
    void aProgram() throws IOException {
        program = Files.writeString(home.resolve("program.jar"), "one build");
    }

    @Test
    void theFolderIsTheUsersOwnUnlessAnotherIsNamedOrNoneIsWanted() {
        assertThat(CacheFolder.folder(Map.of(), home)).contains(home.resolve(".cache/interlock"));
        assertThat(CacheFolder.folder(Map.of("XDG_CACHE_HOME", home.resolve("c").toString()), home))
                .contains(home.resolve("c/interlock"));
        assertThat(CacheFolder.folder(Map.of("XDG_CACHE_HOME", "not/absolute"), home))
                .contains(home.resolve(".cache/interlock"));
        assertThat(CacheFolder.folder(Map.of("INTERLOCK_CACHE", "/elsewhere"), home))
                .contains(Path.of("/elsewhere"));
        assertThat(CacheFolder.folder(Map.of("INTERLOCK_CACHE", "off"), home)).isEmpty();
    }

    @Test
    void theSealIsMadeOnceAndStays() throws IOException {
        Path folder = home.resolve("cache");
        assertThat(CacheFolder.open(folder, program)).isPresent();
        byte[] seal = Files.readAllBytes(folder.resolve("seal"));
        assertThat(seal).hasSize(32);
        assertThat(CacheFolder.open(folder, program)).isPresent();
        assertThat(folder.resolve("seal")).hasBinaryContent(seal);
        assertThat(folder).isDirectoryNotContaining(f -> f.toString().endsWith(".half"));
    }

    @Test
    void noOneElseCanReadTheSeal() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        Path folder = home.resolve("cache");
        assertThat(CacheFolder.open(folder, program)).isPresent();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("seal"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aFolderOrSealThatOthersCanReadOrWriteIsNotUsed() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        Path folder = home.resolve("cache");
        CacheFolder.open(folder, program);
        Files.setPosixFilePermissions(folder.resolve("seal"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(CacheFolder.open(folder, program)).isEmpty();
        Files.setPosixFilePermissions(folder.resolve("seal"), PosixFilePermissions.fromString("rw-------"));
        assertThat(CacheFolder.open(folder, program)).isPresent();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(CacheFolder.open(folder, program)).isEmpty();
    }

    @Test
    void aSealThatIsCutOffOrALinkIsNotUsed() throws IOException {
        Path folder = home.resolve("cache");
        CacheFolder.open(folder, program);
        Path seal = folder.resolve("seal");
        Files.write(seal, new byte[3]);
        assertThat(CacheFolder.open(folder, program)).isEmpty();
        Files.delete(seal);
        Files.createSymbolicLink(seal, program);
        assertThat(CacheFolder.open(folder, program)).isEmpty();
    }

    @Test
    void whereThereCanBeNoFolderNothingIsKept() {
        assertThat(CacheFolder.open(program.resolve("below-a-file"), program)).isEmpty();
    }

    @Test
    void classesInAFolderAreAnotherProgramOnceOneIsWrittenAnew() throws IOException {
        Path classes = Files.createDirectories(home.resolve("classes/a"));
        Path one = Files.writeString(classes.resolve("One.class"), "1");
        String before = CacheFolder.identity(classes);
        assertThat(CacheFolder.identity(classes)).isEqualTo(before);
        Files.setLastModifiedTime(one, FileTime.fromMillis(1_000));
        assertThat(CacheFolder.identity(classes)).isNotEqualTo(before);
    }
}
