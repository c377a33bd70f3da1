package io.eniguard.cli;

import io.eniguard.server.settings.AuditSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code serve} for the audit of the whole cluster. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class AuditOptions {

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(24);

    /** The values of {@code --audit}. The option is not a flag, so that an environment variable can switch the audit off. */
    enum Choice {
        ON,
        OFF;

        static final class FromOption implements ITypeConverter<Choice> {
            @Override
            public Choice convert(String typed) {
                return Words.parse(Choice.class, typed);
            }
        }
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--audit",
            paramLabel = "on|off",
            defaultValue = "on",
            converter = Choice.FromOption.class,
            description = "Review all objects of the cluster in the background. Only the replica that holds the Lease"
                    + " eniguard runs the audit. Needs --cluster kube. Default: ${DEFAULT-VALUE}.")
    private Choice audit;

    @Option(
            names = "--audit-interval",
            paramLabel = "DURATION",
            defaultValue = AuditSettings.DEFAULT_INTERVAL,
            converter = RuleOptions.Age.class,
            description = "The longest time between two audits, 10s to 24h. An audit also follows each change of the"
                    + " cluster. Default: ${DEFAULT-VALUE}.")
    private Duration interval;

    @Option(
            names = "--reports",
            paramLabel = "KIND",
            defaultValue = "auto",
            converter = ReportsFromOption.class,
            description = "The reports that the audit writes: openreports, wgpolicyk8s, none or auto. With auto,"
                    + " eniguard uses openreports if the cluster serves it, otherwise wgpolicyk8s, otherwise none."
                    + " Default: ${DEFAULT-VALUE}.")
    private AuditSettings.Reports reports;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "eniguard",
            description =
                    "The namespace of the Lease, and of the Secret of --certs auto, if eniguard does not run in a pod."
                            + " Default: ${DEFAULT-VALUE}.")
    private String namespace;

    /** Returns the settings that {@code io.eniguard.server.settings.ServerSettings} reads. */
    Map<String, String> settings() {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw wrong("--audit-interval", interval + " is not a duration from 10s to 24h");
        }
        if (!namespace.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
            throw wrong("--namespace", "not the name of a namespace");
        }
        return Map.of(
                "audit",
                audit.name().toLowerCase(Locale.ROOT),
                "audit-interval",
                interval.toString(),
                "reports",
                reports.name().toLowerCase(Locale.ROOT),
                "namespace",
                namespace);
    }

    static final class ReportsFromOption implements ITypeConverter<AuditSettings.Reports> {
        @Override
        public AuditSettings.Reports convert(String typed) {
            return Words.parse(AuditSettings.Reports.class, typed);
        }
    }

    private ParameterException wrong(String option, String reason) {
        return new ParameterException(
                spec.commandLine(), "Invalid value for option '%s': %s".formatted(option, reason));
    }
}
