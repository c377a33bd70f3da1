package io.eniguard.cli;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfig;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.review.explain.EniConfigReasoning;
import io.eniguard.review.explain.MaxPodsReasoning;
import io.eniguard.review.explain.NodeReasoning;
import io.eniguard.review.explain.Reasoning;
import io.eniguard.review.explain.RuleReasoning;
import io.eniguard.text.NearNames;
import io.eniguard.text.Quote;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Implements {@code eniguard explain}: prints the chain of reasons behind an answer of eniguard. */
@Command(
        name = "explain",
        description = "Explain why a node uses its ENIConfig, what an ENIConfig or a rule does, or a number of pods.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ExplainCommand.OfNode.class,
            ExplainCommand.OfEniConfig.class,
            ExplainCommand.OfRule.class,
            ExplainCommand.OfMaxPods.class
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "the subject is missing. Fix: run ./eniguard explain with node NAME, eniconfig NAME, rule ID or"
                        + " max-pods TYPE");
    }

    /** Implements {@code eniguard explain node}. */
    @Command(
            name = "node",
            description = "Explain which ENIConfig a node uses, and which one a new node of its name would get.",
            mixinStandardHelpOptions = true)
    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    static final class OfNode implements Callable<Integer> {

        @Parameters(paramLabel = "NAME", description = "The name of the node.")
        private String name;

        @Mixin
        private ExplainOptions options;

        @Override
        public Integer call() throws UnreadableInputException, IOException {
            return options.explain(ClusterNode.KIND, name, NodeReasoning::of);
        }
    }

    /** Implements {@code eniguard explain eniconfig}. */
    @Command(
            name = "eniconfig",
            description = "Explain where an ENIConfig puts pods, and which nodes it serves.",
            mixinStandardHelpOptions = true)
    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    static final class OfEniConfig implements Callable<Integer> {

        @Parameters(paramLabel = "NAME", description = "The name of the ENIConfig.")
        private String name;

        @Mixin
        private ExplainOptions options;

        @Override
        public Integer call() throws UnreadableInputException, IOException {
            return options.explain(EniConfig.KIND, name, EniConfigReasoning::of);
        }
    }

    /** Implements {@code eniguard explain rule}. */
    @Command(
            name = "rule",
            description = "Explain what a rule demands, and what a violation leads to.",
            mixinStandardHelpOptions = true)
    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    static final class OfRule implements Callable<Integer> {

        @Parameters(paramLabel = "ID", description = "The id of the rule, such as subnet-cidr.")
        private String id;

        @Mixin
        private ExplainOptions options;

        @Override
        public Integer call() throws UnreadableInputException, IOException {
            ExplainOptions.Known known = options.read();
            Optional<Reasoning> found = RuleReasoning.of(id, known.world(), known.places());
            return found.isPresent()
                    ? options.print(found.get())
                    : options.missing(
                            "rule " + Quote.of(id),
                            NearNames.of(id, RuleReasoning.ids(known.world())),
                            ". Fix: see docs/rules/README.md");
        }
    }

    /** Implements {@code eniguard explain max-pods}. */
    @Command(
            name = "max-pods",
            description = "Explain how many pods an instance type can run in each mode of the VPC CNI.",
            mixinStandardHelpOptions = true)
    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    static final class OfMaxPods implements Callable<Integer> {

        @Parameters(paramLabel = "TYPE", description = "The instance type, such as m5.large.")
        private String type;

        @Mixin
        private ExplainOptions options;

        @Override
        public Integer call() throws UnreadableInputException, IOException {
            ExplainOptions.Known known = options.read();
            Optional<InstanceType> found = known.world().instanceTypes().find(type);
            return found.isPresent()
                    ? options.print(MaxPodsReasoning.of(found.get(), known.world(), known.places()))
                    : options.missing(
                            "instance type " + Quote.of(type),
                            known.world().instanceTypes().namesNear(type),
                            "");
        }
    }
}
