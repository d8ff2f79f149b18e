package interlock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher, run for real on a copy of it in a folder of its own, with a Java and a Maven that only write down how
 * they were called, and a PATH that holds nothing but these and the few tools that it needs.
 */
@Timeout(60)
final class LauncherTest {
    private static final Path LAUNCHER = Path.of("interlock").toAbsolutePath();
    /** All that the launcher may need from a system, apart from Java and Maven. */
    private static final List<String> TOOLS = List.of(
            "bash", "cksum", "env", "find", "flock", "grep", "mkdir", "mv", "readlink", "rm", "sort", "tail", "wc");
    /** What the stubs need beyond that. */
    private static final List<String> TOOLS_OF_STUBS = List.of("cat", "sleep");

    private final Map<Long, Path> errors = new TreeMap<>();

    @TempDir
    Path folder;

    private Path project;
    private Path bin;
    private Path calls;

    private record Ran(int exit, String out, String err) {}

    @BeforeEach
    void copyTheProject() throws IOException {
        project = Files.createDirectories(folder.resolve("a folder with blanks"));
        bin = Files.createDirectories(folder.resolve("bin"));
        calls = folder.resolve("calls");
        Files.copy(LAUNCHER, project.resolve("interlock"), StandardCopyOption.COPY_ATTRIBUTES);
        write("pom.xml", "<project/>");
        write("src/main/java/interlock/One.java", "class One {}");
        write("src/main/java/interlock/Two.java", "class Two {}");
        write("src/main/resources/interlock/a page.html", "<p>");
        for (String tool : TOOLS) {
            offer(tool);
        }
        for (String tool : TOOLS_OF_STUBS) {
            offer(tool);
        }
        // Prints each argument on a line of its own, so that what was torn or lost is seen.
        script(bin.resolve("java"), """
                if [ "$1" = -version ]; then echo 'openjdk version "17.0.9" 2023-10-17' >&2; exit 0; fi
                echo java >>"$CALLS"
                printf '[%s]\\n' "$@"
                echo "cwd $PWD"
                exit "${JAVA_EXIT:-0}"
                """);
        script(bin.resolve("javac"), "exit 99");
        script(bin.resolve("mvn"), """
                if [ "$1" = -version ]; then echo 'Apache Maven 3.8.7'; exit 0; fi
                echo "mvn $*" >>"$CALLS"
                for a in "$@"; do case $a in -Dinterlock.output=*) out=${a#*=} ;; esac; done
                sleep "${MVN_SLEEPS:-0}"
                if [ -n "${MVN_FAILS:-}" ]; then
                  echo '[ERROR] COMPILATION ERROR : '
                  echo '[ERROR] One.java:[1,1] cannot find symbol'
                  echo '[ERROR] -> [Help 1]'
                  exit 1
                fi
                mkdir -p "$out/lib"
                echo "$out" >"$out/interlock.jar"
                echo one >"$out/lib/one.jar"
                [ -n "${MVN_ONE:-}" ] || echo two >"$out/lib/two.jar"
                """);
    }

    @Test
    void theFirstStartBuildsAndSaysSo() throws IOException, InterruptedException {
        Ran ran = run();

        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).matches("building Interlock \\(first use\\)… done in \\d+ s\\n");
        assertThat(ran.out())
                .contains("[-Dinterlock.home=" + real(project) + "]")
                .contains("[-jar]\n[" + real(project.resolve("target/interlock.jar")) + "]");
        assertThat(project.resolve("target/lib/one.jar")).exists();
        assertThat(calls()).hasSize(2).last().isEqualTo("java");
        assertThat(calls().get(0)).contains("-q").contains("package");
    }

    @Test
    void theFirstBuildLaysOutTheClassesOfAStart() throws IOException, InterruptedException {
        write("facts/new.yaml", "facts: []");
        write("rules/strategic/new.drl", "package strategic.new;");
        script(bin.resolve("java"), """
                if [ "$1" = -version ]; then echo 'openjdk version "17.0.9" 2023-10-17' >&2; exit 0; fi
                for a in "$@"; do
                  case $a in
                    -XX:DumpLoadedClassList=*) list=${a#*=}; what=list ;;
                    -XX:SharedClassListFile=*) list=${a#*=} ;;
                    -XX:SharedArchiveFile=*) archive=${a#*=} ;;
                    -Xshare:dump) what=dump ;;
                  esac
                  last=$a
                done
                echo "java ${what:-} $last" >>"$CALLS"
                case ${what:-} in
                  list) echo "one/$last @lambda-proxy org/two" >"$list"; echo "interlock/$last" >>"$list" ;;
                  dump) [ -z "${DUMP_FAILS:-}" ] || exit 134; cat "$list" >"$archive" ;;
                  *) printf '[%s]\\n' "$@" ;;
                esac
                """);
        Path archive = project.resolve("target/interlock.jsa");

        Ran failing = run(project, Map.of("DUMP_FAILS", "1"), launcher(), "run");
        assertThat(failing.exit()).isZero();
        assertThat(failing.out()).doesNotContain("Shared").contains("interlock.jar]\n[run]");
        assertThat(archive).doesNotExist();

        write("src/main/java/interlock/One.java", "class One { }");
        Ran ran = run(project, Map.of(), launcher(), "run");
        assertThat(archive).hasContent("interlock/--help\ninterlock/run\n");
        assertThat(ran.err()).matches("building Interlock \\(sources changed\\)… done in \\d+ s\\n");
        assertThat(ran.out())
                .contains("[-XX:SharedArchiveFile=" + real(archive) + "]\n[-Xshare:auto]")
                .contains("interlock.jar]\n[run]");
        assertThat(calls().subList(7, calls().size()))
                .satisfiesExactly(
                        mvn -> assertThat(mvn).startsWith("mvn"),
                        one -> assertThat(one).isEqualTo("java list run"),
                        two -> assertThat(two).isEqualTo("java list run"),
                        help -> assertThat(help).isEqualTo("java list --help"),
                        dump -> assertThat(dump).startsWith("java dump"),
                        asked -> assertThat(asked).isEqualTo("java  run"));
    }

    @Test
    void nothingIsBuiltOrWrittenWhereNothingChanged() throws IOException, InterruptedException {
        run();
        Map<String, String> before = snapshot();

        Ran again = run();

        assertThat(again.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void theSameContentWrittenAnewIsNoChange() throws IOException, InterruptedException {
        run();
        write("src/main/java/interlock/One.java", "class One {}");
        Files.setLastModifiedTime(project.resolve("pom.xml"), FileTime.fromMillis(4_000_000_000_000L));

        assertThat(run().err()).isEmpty();
    }

    @Test
    void anotherLocaleIsNoChange() throws IOException, InterruptedException {
        run();

        assertThat(run(project, Map.of("LC_ALL", "POSIX"), launcher()).err()).isEmpty();
    }

    @Test
    void aChangedSourceIsBuiltAnew() throws IOException, InterruptedException {
        run();
        write("src/main/java/interlock/One.java", "class One { }");

        assertBuiltAnew();
    }

    @Test
    void anAddedSourceIsBuiltAnew() throws IOException, InterruptedException {
        run();
        write("src/main/java/interlock/Three.java", "class Three {}");

        assertBuiltAnew();
    }

    @Test
    void aDeletedSourceIsBuiltAnew() throws IOException, InterruptedException {
        run();
        Files.delete(project.resolve("src/main/java/interlock/Two.java"));

        assertBuiltAnew();
    }

    @Test
    void aRenamedSourceIsBuiltAnew() throws IOException, InterruptedException {
        run();
        Files.move(
                project.resolve("src/main/resources/interlock/a page.html"),
                project.resolve("src/main/resources/interlock/page.html"));

        assertBuiltAnew();
    }

    @Test
    void aChangedPomIsBuiltAnew() throws IOException, InterruptedException {
        run();
        write("pom.xml", "<project></project>");

        assertBuiltAnew();
    }

    @Test
    void testsFactsAndRulesAreNoSources() throws IOException, InterruptedException {
        run();
        write("src/test/java/interlock/OneTest.java", "class OneTest {}");
        write("facts/new.yaml", "facts: []");
        write("rules/strategic/new.drl", "package strategic.new;");

        assertThat(run().err()).isEmpty();
    }

    @Test
    void aLibraryOrJarThatIsGoneOrForeignIsBuiltAnew() throws IOException, InterruptedException {
        run();
        Files.delete(project.resolve("target/lib/two.jar"));
        assertBuiltAnew();

        Files.delete(project.resolve("target/interlock.jar"));
        assertThat(run().err()).contains("building");

        write("target/interlock.jar", "half");
        assertThat(run().err()).contains("building");
        assertThat(run().err()).isEmpty();
    }

    @Test
    void aRemovedTargetIsBuiltAsOnFirstUse() throws IOException, InterruptedException {
        run();
        for (String file : List.of("interlock.jar", "interlock.stamp", "lib/one.jar", "lib/two.jar", "lib", "")) {
            Files.delete(project.resolve("target").resolve(file));
        }

        assertThat(run().err()).contains("first use").contains("done");
    }

    @Test
    void aLibraryNoLongerNeededGoes() throws IOException, InterruptedException {
        run();
        write("pom.xml", "<project></project>");

        run(project, Map.of("MVN_ONE", "1"), launcher());

        assertThat(project.resolve("target/lib/one.jar")).exists();
        assertThat(project.resolve("target/lib/two.jar")).doesNotExist();
        assertThat(run().err()).isEmpty();
    }

    @Test
    void leftoversOfAnInterruptedBuildGo() throws IOException, InterruptedException {
        write("target/building.12345/interlock.jar", "half");

        assertThat(run().exit()).isZero();
        try (Stream<Path> left = Files.list(project.resolve("target"))) {
            assertThat(left.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("interlock.jar", "interlock.stamp", "lib");
        }
    }

    @Test
    void itRunsThroughAChainOfLinksFromAnotherFolder() throws IOException, InterruptedException {
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Path first = Files.createSymbolicLink(folder.resolve("first"), project.resolve("interlock"));
        Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("../" + first.getFileName()));
        Path third = Files.createSymbolicLink(bin.resolve("third"), elsewhere.resolve("second"));

        for (String name : List.of(third.toString(), "../bin/third", "third")) {
            Ran ran = run(elsewhere, Map.of(), "env", name, "run");
            assertThat(ran.exit()).isZero();
            assertThat(ran.out())
                    .contains("[-Dinterlock.home=" + real(project) + "]")
                    .contains("cwd " + real(elsewhere));
        }
        assertThat(builds()).isEqualTo(1);
        assertThat(elsewhere.resolve("target")).doesNotExist();
    }

    @Test
    void itRunsFromWithinItsOwnFolders() throws IOException, InterruptedException {
        assertThat(run(project, Map.of("CDPATH", "/tmp:/"), "bash", "interlock").out())
                .contains("[-Dinterlock.home=" + real(project) + "]");
        assertThat(run(project.resolve("src/main"), Map.of(), "../../interlock").out())
                .contains("[-Dinterlock.home=" + real(project) + "]")
                .contains("cwd " + real(project.resolve("src/main")));
    }

    @Test
    void argumentsArriveUntouched() throws IOException, InterruptedException {
        List<String> arguments = List.of(
                "run",
                "",
                "two words",
                " ",
                "*",
                "src/*",
                "it's",
                "\"quoted\"",
                "$HOME",
                "`id`",
                "back\\slash",
                "-n",
                "--",
                "a\nb",
                "ü€");
        List<String> command = new ArrayList<>(List.of(launcher()));
        command.addAll(arguments);

        Ran ran = run(project, Map.of(), command.toArray(String[]::new));

        StringBuilder expected = new StringBuilder("interlock.jar]\n");
        arguments.forEach(a -> expected.append('[').append(a).append("]\n"));
        assertThat(ran.out()).contains(expected + "cwd");
    }

    @Test
    void namesOfFilesAreReadWithoutALanguageToo() throws IOException, InterruptedException {
        run();
        script(bin.resolve("java"), """
                if [ "$1" = -version ]; then echo 'openjdk version "17.0.9" 2023-10-17' >&2; exit 0; fi
                echo "${LC_ALL-} ${LANG-}"
                """);
        Map<String, String> none = Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", "");
        Map<String, String> posix = Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", "POSIX");
        Map<String, String> german = Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", "de_DE.ISO-8859-1");

        assertThat(run(folder, none, launcher()).out()).isEqualTo("C.UTF-8 \n");
        assertThat(run(folder, posix, launcher()).out()).isEqualTo("C.UTF-8 POSIX\n");
        assertThat(run(folder, Map.of("LC_ALL", "C"), launcher()).out()).startsWith("C.UTF-8 ");
        assertThat(run(folder, german, launcher()).out()).isEqualTo(" de_DE.ISO-8859-1\n");
    }

    @Test
    void theExitCodeIsTheProgramsOwn() throws IOException, InterruptedException {
        assertThat(run(project, Map.of("JAVA_EXIT", "4"), launcher()).exit()).isEqualTo(4);
    }

    @Test
    void aMissingJavaIsExplained() throws IOException, InterruptedException {
        Files.delete(bin.resolve("java"));

        assertRefused(run(), 3, "error: no Java was found, Interlock needs 17 or newer", "openjdk-17");
    }

    @Test
    void aJavaTooOldIsExplained() throws IOException, InterruptedException {
        script(bin.resolve("java"), "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
        assertRefused(run(), 3, "error: Java 11 (`" + bin.resolve("java") + "`) is too old", "JAVA_HOME");

        script(bin.resolve("java"), "echo 'java version \"1.8.0_292\"' >&2");
        assertRefused(run(), 3, "error: Java 8 (", "JAVA_HOME");

        script(bin.resolve("java"), "echo 'no runtime present' >&2; exit 1");
        assertRefused(run(), 3, "error: Java of an unknown version (", "JAVA_HOME");
    }

    @Test
    void theVersionIsReadOffTheFileBesideJava() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"11.0.2\"\n");
        assertRefused(run(), 3, "error: Java 11 (", "install a JDK 17");

        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"21-ea\"");
        assertThat(run().exit()).isZero();
    }

    @Test
    void javaHomeGoesFirstIfItCanBeUsed() throws IOException, InterruptedException {
        Path home = Files.createDirectories(folder.resolve("my java/bin")).getParent();
        script(home.resolve("bin/java"), "echo mine");
        script(home.resolve("bin/javac"), "exit 99");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        assertThat(run(project, Map.of("JAVA_HOME", home.toString()), launcher())
                        .out())
                .isEqualTo("mine\n");

        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.1\"\n");
        assertThat(run(project, Map.of("JAVA_HOME", home.toString()), launcher())
                        .out())
                .contains("cwd ");

        assertThat(run(project, Map.of("JAVA_HOME", "/no/such/folder"), launcher())
                        .exit())
                .isZero();
    }

    @Test
    void aJavaWithoutCompilerIsExplainedWhereItMustBuild() throws IOException, InterruptedException {
        Files.delete(bin.resolve("javac"));

        assertRefused(run(), 3, "has no compiler", "install a JDK 17 or newer");
    }

    @Test
    void aMissingMavenIsExplained() throws IOException, InterruptedException {
        Files.delete(bin.resolve("mvn"));

        assertRefused(
                run(), 3, "error: no Maven was found, building Interlock needs 3.8 or newer", "apt-get install maven");
    }

    @Test
    void aMavenTooOldIsExplained() throws IOException, InterruptedException {
        script(bin.resolve("mvn"), "echo 'Apache Maven 3.6.3 (abc)'");
        assertRefused(run(), 3, "error: Maven 3.6 (", "install a newer Maven");

        script(bin.resolve("mvn"), "exit 1");
        assertRefused(run(), 3, "does not tell its version", "run it by hand");
    }

    @Test
    void whatIsBuiltNeedsNoMaven() throws IOException, InterruptedException {
        run();
        Files.delete(bin.resolve("mvn"));
        Files.delete(bin.resolve("javac"));

        assertThat(run().exit()).isZero();
    }

    @Test
    void aFailedBuildShowsWhatMavenSaidAndLeavesTheOldOne() throws IOException, InterruptedException {
        run();
        String jar = Files.readString(project.resolve("target/interlock.jar"));
        write("src/main/java/interlock/One.java", "class One {");

        Ran ran = run(project, Map.of("MVN_FAILS", "1"), launcher());

        assertThat(ran.exit()).isEqualTo(70);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("building Interlock (sources changed)… failed\n")
                .contains("[ERROR] One.java:[1,1] cannot find symbol\n")
                .contains("error: Interlock could not be built\n  help: ")
                .doesNotContain("Help 1");
        assertThat(project.resolve("target/interlock.jar")).hasContent(jar);
        assertThat(project.resolve("target/building.log")).exists();
        write("src/main/java/interlock/One.java", "class One {}");
        assertThat(run().err()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsExplained() throws IOException, InterruptedException {
        // A file where the folder should be: even the superuser cannot write below it.
        write("target", "");

        assertRefused(run(), 3, "cannot be written", "make the folder writable");
    }

    @Test
    void theSecondOfTwoStartsWaitsForTheFirst() throws IOException, InterruptedException {
        Map<String, String> slow = Map.of("MVN_SLEEPS", "1");
        Process first = start(project, slow, launcher());
        while (!Files.exists(calls)) {
            Thread.sleep(10);
        }
        Process second = start(project, slow, launcher());
        Ran one = finish(first);
        Ran other = finish(second);

        assertThat(one.exit()).isZero();
        assertThat(other.exit()).isZero();
        assertThat(other.err()).isEqualTo("waiting for Interlock, which another process is building…\n");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aLauncherThatIsKilledLeavesNoLock() throws IOException, InterruptedException {
        Process killed = start(project, Map.of("MVN_SLEEPS", "2"), launcher());
        while (!Files.exists(calls)) {
            Thread.sleep(10);
        }
        killed.descendants().forEach(ProcessHandle::destroyForcibly);
        killed.destroyForcibly().waitFor();

        assertThat(run().err()).contains("first use").contains("done");
    }

    // ---- steps

    private void assertBuiltAnew() throws IOException, InterruptedException {
        int before = builds();
        Ran ran = run();
        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).matches("building Interlock \\(sources changed\\)… done in \\d+ s\\n");
        assertThat(builds()).isEqualTo(before + 1);
        assertThat(run().err()).isEmpty();
    }

    private static void assertRefused(Ran ran, int exit, String message, String help) {
        assertThat(ran.exit()).isEqualTo(exit);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines().toList()).hasSize(2);
        assertThat(ran.err().lines().findFirst().orElseThrow())
                .startsWith("error: ")
                .contains(message);
        assertThat(ran.err().lines().skip(1).findFirst().orElseThrow())
                .startsWith("  help: ")
                .contains(help);
    }

    private String launcher() {
        return project.resolve("interlock").toString();
    }

    private Ran run() throws IOException, InterruptedException {
        return run(project, Map.of(), launcher());
    }

    private Ran run(Path cwd, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        return finish(start(cwd, environment, command));
    }

    private Process start(Path cwd, Map<String, String> environment, String... command) throws IOException {
        // Java looks for a command on its own PATH, so the shell that sets ours is named in full.
        List<String> all = new ArrayList<>(List.of(bin.resolve("env").toString()));
        Arrays.stream(command).skip(command[0].equals("env") ? 1 : 0).forEach(all::add);
        ProcessBuilder builder = new ProcessBuilder(all).directory(cwd.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", bin.toString(), "CALLS", calls.toString(), "LC_ALL", "C.UTF-8"));
        builder.environment().putAll(environment);
        builder.redirectError(Files.createTempFile(folder, "stderr", "").toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        errors.put(process.pid(), builder.redirectError().file().toPath());
        return process;
    }

    private Ran finish(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out, Files.readString(errors.get(process.pid())));
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(calls);
    }

    private int builds() throws IOException {
        return (int) calls().stream().filter(c -> c.startsWith("mvn ")).count();
    }

    private Map<String, String> snapshot() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(project)) {
            for (Path file : walk.toList()) {
                files.put(
                        file.toString(),
                        Files.getLastModifiedTime(file) + " " + Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
            }
        }
        return files;
    }

    private static String real(Path path) throws IOException {
        return path.toRealPath().toString();
    }

    private void write(String file, String text) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static void script(Path path, String body) throws IOException {
        Files.writeString(path, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void offer(String tool) throws IOException {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst();
        assertThat(found).as("the tool " + tool + " of this system").isPresent();
        // A script, not a link: JUnit speaks of every link that leads out of its folder when it deletes it.
        script(bin.resolve(tool), "exec '" + found.orElseThrow() + "' \"$@\"\n");
    }
}
