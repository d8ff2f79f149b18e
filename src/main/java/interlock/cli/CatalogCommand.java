package interlock.cli;

import interlock.Interlock;
import interlock.report.render.CatalogText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "catalog", description = "Prints the policies as pages.", mixinStandardHelpOptions = true)
final class CatalogCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Inputs inputs = new Inputs();

    CatalogCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Interlock interlock = Interlock.open(inputs.factFolders(), inputs.ruleFolders());
        terminal.print(CatalogText.of(interlock.policies(), interlock.parameters(), terminal.style()));
        return ExitCode.DONE.code;
    }
}
