package io.eniguard.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Reads options from environment variables. For example, {@code ENIGUARD_VPC_ID} sets {@code --vpc-id}. The command line takes precedence,
 * and an empty variable is ignored.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private static final String PREFIX = "ENIGUARD_";

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Uses the variables as defaults of all options of the command and its subcommands. */
    void applyTo(CommandLine command) {
        command.setDefaultValueProvider(this);
        letFlagsSwitchOn(command);
    }

    // By default, picocli sets a flag on the command line to the opposite of its default value. The flag would then
    // cancel a variable that sets the same option.
    private static void letFlagsSwitchOn(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        for (OptionSpec option : List.copyOf(spec.options())) {
            boolean isFlag = option.typeInfo().isBoolean() && option.arity().max() == 0;
            if (isFlag && !isHelp(option)) {
                spec.remove(option);
                spec.addOption(OptionSpec.builder(option).fallbackValue("true").build());
            }
        }
        command.getSubcommands().values().forEach(EnvironmentDefaults::letFlagsSwitchOn);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option ? value(option).orElse(null) : null;
    }

    /** Returns the name of the variable that set the option. Returns empty if the command line set the option, or if no variable did. */
    Optional<String> origin(@Nullable ArgSpec argument, String[] commandLine) {
        return argument instanceof OptionSpec option
                        && !isIn(option, commandLine)
                        && value(option).isPresent()
                ? Optional.of(variable(option))
                : Optional.empty();
    }

    private static boolean isIn(OptionSpec option, String[] commandLine) {
        return Arrays.stream(commandLine)
                .anyMatch(typed -> Arrays.stream(option.names())
                        .anyMatch(name -> typed.equals(name)
                                || typed.startsWith(name + "=")
                                || (name.length() == 2 && typed.startsWith(name))));
    }

    private Optional<String> value(OptionSpec option) {
        return isHelp(option) || !option.longestName().startsWith("--")
                ? Optional.empty()
                : Optional.ofNullable(environment.get(variable(option))).filter(value -> !value.isEmpty());
    }

    private static boolean isHelp(OptionSpec option) {
        return option.usageHelp() || option.versionHelp();
    }

    static String variable(OptionSpec option) {
        return PREFIX + option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
