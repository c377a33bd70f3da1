package io.eniguard.cli;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.policy.Parameters;
import io.eniguard.text.Quote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that set parameters of rules. All commands that apply rules have these options. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RuleOptions {

    /** The largest accepted number of pods. No instance type can run nearly as many pods, so a larger number is a mistake. */
    private static final int MOST_PODS = 10_000;

    /** The highest quota of security groups per network interface: VPC user guide, "Amazon VPC quotas". */
    private static final int MOST_SECURITY_GROUPS = 16;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--permit-cidr",
            paramLabel = "CIDR",
            arity = "1..*",
            split = ",",
            converter = Cidr.class,
            description = "Blocks of private address space in which pod subnets are allowed.")
    private List<Ipv4Cidr> permitted = new ArrayList<>();

    @Option(
            names = "--host-network-pods",
            paramLabel = "N",
            defaultValue = "" + Parameters.DEFAULT_HOST_NETWORK_PODS,
            description =
                    "Pods of each node that need no address, such as aws-node and kube-proxy. The number is higher"
                            + " if the cluster has more DaemonSets in the host's network of every node."
                            + " Default: ${DEFAULT-VALUE}.")
    private int hostNetworkPods;

    @Option(
            names = "--security-groups-per-eni",
            paramLabel = "N",
            defaultValue = "" + Parameters.DEFAULT_SECURITY_GROUPS_PER_INTERFACE,
            description = "The quota of the account for security groups per network interface, 1 to 16."
                    + " Default: ${DEFAULT-VALUE}.")
    private int securityGroupsPerInterface;

    @Option(
            names = "--max-age",
            paramLabel = "DURATION",
            defaultValue = "15m",
            converter = Age.class,
            description =
                    "The maximum age of facts about the VPC, such as 15m, 1h30m or PT15M. Older facts count only if they"
                            + " cannot change. Default: ${DEFAULT-VALUE}.")
    private Duration maxAge;

    /**
     * Returns the parameters of the rules. With these parameters, rules can deny. {@link Parameters#withWarningsOnly} turns denials into
     * warnings.
     *
     * @throws ParameterException if a number is out of range
     */
    Parameters parameters() {
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
