package interlock.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are told apart by what is in them, however they were saved. */
class StampsTest {
    @TempDir
    Path folder;

    private Stamps now(Stamps before) {
        return Stamps.of(List.of(folder), before);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void aFileThatWasOnlyTouchedOrWrittenAnewAsItWasIsNoChange() throws IOException {
        Path file = Files.writeString(folder.resolve("a.drl"), "one");
        Stamps first = now(Stamps.NONE);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        assertThat(now(first)).isEqualTo(first);
        Files.delete(file);
        Files.writeString(file, "one");
        assertThat(now(first)).isEqualTo(first);
        assertThat(now(first).changedSince(first)).isEmpty();
    }

    @Test
    void aFileMovedOverAnotherIsAChangeOfThatFile() throws IOException {
        Files.writeString(folder.resolve("a.drl"), "one");
        Stamps first = now(Stamps.NONE);
        Path part = Files.writeString(folder.resolve("a.drl~"), "two");
        assertThat(now(first)).isEqualTo(first);
        Files.move(part, folder.resolve("a.drl"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(now(first).changedSince(first)).containsExactly(path("a.drl"));
    }

    @Test
    void aRenameIsOneFileGoneAndOneCome() throws IOException {
        Files.writeString(folder.resolve("a.drl"), "one");
        Stamps first = now(Stamps.NONE);
        Files.move(folder.resolve("a.drl"), folder.resolve("b.drl"));
        assertThat(now(first).changedSince(first)).containsExactly(path("a.drl"), path("b.drl"));
    }

    @Test
    void aFolderThatIsNotThereHoldsNothing() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("x"));
        Files.writeString(inner.resolve("a.yaml"), "one");
        List<Path> roots = List.of(inner);
        Stamps first = Stamps.of(roots, Stamps.NONE);
        assertThat(first.files()).hasSize(1);
        Files.delete(inner.resolve("a.yaml"));
        Files.delete(inner);
        assertThat(Stamps.of(roots, first)).isEqualTo(Stamps.NONE);
        Files.createDirectory(inner);
        Files.writeString(inner.resolve("a.yaml"), "one");
        assertThat(Stamps.of(roots, Stamps.NONE)).isEqualTo(first);
    }

    @Test
    void aChangeIsActedUponOnceItHasComeToRest() throws IOException {
        Path file = Files.writeString(folder.resolve("a.drl"), "one");
        Stamps first = now(Stamps.NONE);
        Quiet quiet = new Quiet(first, first);
        assertThat(quiet.settled(first)).isFalse();
        Files.writeString(file, "half");
        Stamps half = now(first);
        assertThat(quiet.settled(half)).isFalse();
        quiet = quiet.after(half);
        Files.writeString(file, "the whole");
        Stamps whole = now(half);
        assertThat(quiet.settled(whole)).isFalse();
        quiet = quiet.after(whole);
        assertThat(quiet.settled(whole)).isTrue();
        assertThat(quiet.changed(whole)).containsExactly(path("a.drl"));
        quiet = quiet.after(whole);
        assertThat(quiet.settled(whole)).isFalse();
    }

    @Test
    void aChangeThatIsTakenBackIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("a.drl"), "one");
        Stamps first = now(Stamps.NONE);
        Quiet quiet = new Quiet(first, first);
        Files.writeString(file, "two");
        quiet = quiet.after(now(first));
        Files.writeString(file, "one");
        Stamps back = now(quiet.seen());
        quiet = quiet.after(back);
        assertThat(quiet.settled(back)).isFalse();
    }
}
