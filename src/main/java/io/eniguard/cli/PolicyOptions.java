package io.eniguard.cli;

import io.eniguard.cel.CelConditions;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.policy.Policies;
import io.eniguard.policy.PolicyReader;
import io.eniguard.review.CatalogueKinds;
import io.eniguard.source.file.PolicyFiles;
import io.eniguard.tree.PlacedObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option for policies. Commands that review objects have this option. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PolicyOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--policy",
            paramLabel = "FILE|DIR",
            split = ",",
            description = "Policies (kind CustomNetworkingPolicy): files, and folders, which are read recursively.")
    private List<String> policies = new ArrayList<>();

    /** Returns the names of the files and folders. */
    List<String> names() {
        if (policies.stream().anyMatch(String::isBlank)) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--policy': a file name is empty");
        }
        return policies;
    }

    /**
     * Reads the policies of this option and of the cluster.
     *
     * @param cluster the objects of the cluster
     * @throws UnreadableInputException if a policy has faults or a file cannot be read
     */
    Policies read(List<PlacedObject> cluster, Instant now) throws UnreadableInputException {
        return read(cluster, documents(), now);
    }

    /** Returns the documents of the policies of this option. */
    List<PlacedObject> documents() throws UnreadableInputException {
        return PolicyFiles.documents(names(), ErrorLines.of(spec)::print);
    }

    /** Works like {@link #read(List, Instant)}, with the result of {@link #documents}. */
    static Policies read(List<PlacedObject> cluster, List<PlacedObject> given, Instant now)
            throws UnreadableInputException {
        return new PolicyFiles(new PolicyReader(CatalogueKinds.ofRules(), new CelConditions()), now)
                .read(PolicyFiles.among(cluster), given);
    }
}
