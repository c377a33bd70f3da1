package io.eniguard.cli;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.text.Quote;
import io.eniguard.world.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What an operator may set about the rules, the same for every command that judges. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RuleOptions {

    /** Far above what any instance type can hold; a larger number is a slip. */
    private static final int MOST_PODS = 10_000;

    /** VPC user guide, "Amazon VPC quotas": security groups per network interface can be raised to 16. */
    private static final int MOST_SECURITY_GROUPS = 16;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--permit-cidr",
            paramLabel = "CIDR",
            arity = "1..*",
            split = ",",
            converter = Cidr.class,
            description = "Blocks that pod subnets may lie in though they are private address space.")
    private List<Ipv4Cidr> permitted = new ArrayList<>();

    @Option(
            names = "--host-network-pods",
            paramLabel = "N",
            defaultValue = "" + Parameters.DEFAULT_HOST_NETWORK_PODS,
            description = "Pods of each node that need no address, such as aws-node and kube-proxy."
                    + " Default: ${DEFAULT-VALUE}.")
    private int hostNetworkPods;

    @Option(
            names = "--security-groups-per-eni",
            paramLabel = "N",
            defaultValue = "" + Parameters.DEFAULT_SECURITY_GROUPS_PER_INTERFACE,
            description = "The account's quota of security groups per network interface, 1 to 16."
                    + " Default: ${DEFAULT-VALUE}.")
    private int securityGroupsPerInterface;

    @Option(
            names = "--max-age",
            paramLabel = "DURATION",
            defaultValue = "15m",
            converter = Age.class,
            description =
                    "Facts of the VPC that are older, such as 15m, 1h30m or PT15M, are relied upon only where they cannot"
                            + " change. Default: ${DEFAULT-VALUE}.")
    private Duration maxAge;

    // Known, so that the error says more than "unknown option"; not in the help, since it does nothing yet.
    @Option(names = "--policy", paramLabel = "FILE", hidden = true)
    private @Nullable String policy;

    /**
     * Denials stay denials; {@link Parameters#withWarningsOnly} is for commands that offer it.
     *
     * @throws ParameterException for a number that is out of range, and for a policy
     */
    Parameters parameters() {
        if (policy != null) {
            throw invalid("--policy", "policies are not read by this version yet");
        }
        return new Parameters(
                CidrSet.of(permitted),
                inRange("--host-network-pods", hostNetworkPods, 0, MOST_PODS),
                inRange("--security-groups-per-eni", securityGroupsPerInterface, 1, MOST_SECURITY_GROUPS),
                maxAge,
                false);
    }

    private int inRange(String option, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw invalid(option, "%d is not a number from %d to %d".formatted(value, lowest, highest));
        }
        return value;
    }

    private ParameterException invalid(String option, String reason) {
        return new ParameterException(
                spec.commandLine(), "Invalid value for option '%s': %s".formatted(option, reason));
    }

    static final class Cidr implements ITypeConverter<Ipv4Cidr> {
        @Override
        public Ipv4Cidr convert(String typed) {
            try {
                return Ipv4Cidr.parse(typed.strip());
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class Age implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String typed) {
            return DurationText.parse(typed.strip())
                    .orElseThrow(() -> new TypeConversionException(
                            Quote.of(typed) + " is not a duration such as 15m, 1h30m, 90s or PT15M"));
        }
    }
}
