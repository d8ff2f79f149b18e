package interlock.cli;

import java.util.Comparator;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The options of a verb in its help: first what it can do, then by themselves the limits, which are the same everywhere. */
final class OptionList implements IHelpSectionRenderer {
    private OptionList() {}

    /** Has a verb and those below it list their options so. */
    static void in(CommandLine line) {
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new OptionList());
        line.getSubcommands().values().forEach(OptionList::in);
    }

    @Override
    public String render(Help help) {
        List<OptionSpec> limits = help.commandSpec().options().stream()
                .filter(OptionList::isLimit)
                .toList();
        List<OptionSpec> others =
                help.commandSpec().options().stream().filter(o -> !isLimit(o)).toList();
        return list(help, others)
                + (limits.isEmpty()
                        ? ""
                        : "Limits, which end it with exit code 4 and leave what was written before as it was:" + "\n"
                                + list(help, limits));
    }

    private static boolean isLimit(OptionSpec option) {
        return option.longestName().startsWith(Limits.PREFIX);
    }

    private static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    private static String list(Help help, List<OptionSpec> options) {
        Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
        layout.addOptions(
                options.stream().sorted(Comparator.comparing(OptionList::name)).toList(),
                help.createDefaultParamLabelRenderer());
        return layout.toString();
    }
}
