package interlock.cli;

import interlock.Desk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "new",
        description = "Writes a policy with its tests, a fact or a test case to begin with.",
        mixinStandardHelpOptions = true)
final class NewCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** The verb with what it can make. */
    static CommandLine line(Terminal terminal) {
        CommandLine line = new CommandLine(new NewCommand());
        line.addSubcommand(new NewPolicy(terminal));
        line.addSubcommand(new NewFact(terminal));
        line.addSubcommand(new NewTest(terminal));
        return line;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "say what is to be made: policy, fact or test");
        }
    }

    @Command(
            name = "policy",
            description = "Writes a policy and its tests, which pass as they stand.",
            mixinStandardHelpOptions = true)
    static final class NewPolicy implements Callable<Integer> {
        private final Terminal terminal;

        @Parameters(paramLabel = "ID", description = "pack and name of the policy, such as conflict/dual-role")
        private String id = "";

        @Option(names = "--like", paramLabel = "ID", description = "begin with what this policy says")
        private @Nullable String like;

        @Option(
                names = "--from-fact",
                paramLabel = "TYPE",
                description = "match facts of this kind, such as Investment")
        private @Nullable String kind;

        @Mixin
        private final Inputs.Rules inputs = new Inputs.Rules();

        @Spec
        private @Nullable CommandSpec spec;

        NewPolicy(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            if (like != null && kind != null && spec != null) {
                throw new ParameterException(spec.commandLine(), "give one of `--like` and `--from-fact`");
            }
            List<Desk.Page> pages =
                    Desk.newPolicy(id, Optional.ofNullable(like), Optional.ofNullable(kind), inputs.folders());
            for (Desk.Page page : pages) {
                create(page);
                terminal.print("wrote " + page.file() + "\n");
            }
            terminal.print("next: change the policy and its tests, then `./interlock check` and `./interlock test "
                    + id.replaceFirst("\\.drl$", "") + "`\n");
            return ExitCode.DONE.code;
        }

        /** Writes a file that is not there; nothing that is there is ever written over. */
        private static void create(Desk.Page page) {
            try {
                Path folder = page.file().toAbsolutePath().getParent();
                if (folder != null) {
                    Files.createDirectories(folder);
                }
                Files.writeString(page.file(), page.text(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException e) {
                throw new Terminal.Unwritable("`" + page.file() + "` is there already");
            } catch (IOException e) {
                throw new Terminal.Unwritable("`" + page.file() + "` cannot be written");
            }
        }
    }

    @Command(
            name = "fact",
            description = "Prints a fact of a kind, each field with its meaning.",
            mixinStandardHelpOptions = true)
    static final class NewFact implements Callable<Integer> {
        private final Terminal terminal;

        @Parameters(paramLabel = "TYPE", description = "the kind of fact, such as SupplyContract")
        private String kind = "";

        @Option(names = "-o", paramLabel = "FILE", description = "write it to a file that is not there yet")
        private @Nullable Path output;

        @Mixin
        private final Inputs.Rules inputs = new Inputs.Rules();

        NewFact(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            String text = Desk.newFact(kind, inputs.folders());
            if (output == null) {
                terminal.print(text);
            } else {
                NewPolicy.create(new Desk.Page(output, text));
                terminal.print("wrote " + output + "\nnext: replace the examples, then `./interlock check`\n");
            }
            return ExitCode.DONE.code;
        }
    }

    @Command(
            name = "test",
            description = "Adds a test case to a policy, made of a signal that a report tells.",
            mixinStandardHelpOptions = true)
    static final class NewTest implements Callable<Integer> {
        private final Terminal terminal;

        @Parameters(paramLabel = "POLICY", description = "the policy")
        private String policy = "";

        @Option(
                names = "--from-report",
                required = true,
                arity = "2",
                paramLabel = "REPORT SIGNAL",
                hideParamSyntax = true,
                description = "a report as JSON, and the id of a signal in it")
        private List<String> from = List.of();

        @Mixin
        private final Inputs inputs = new Inputs();

        @Mixin
        private final Limits limits = new Limits();

        NewTest(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Desk.Page page = limits.within(
                    terminal, budget -> Desk.newTest(policy, Path.of(from.get(0)), from.get(1), inputs.open(budget)));
            boolean there = Files.exists(page.file());
            terminal.write(limits.bounded(page.text()), Optional.of(page.file()));
            terminal.print((there ? "added a case to " : "wrote ") + page.file()
                    + "\nnext: give the case a name that says what it shows, then `./interlock test`\n");
            return ExitCode.DONE.code;
        }
    }
}
