package io.eniguard.cli;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.tree.PlacedObject;
import io.eniguard.vpc.VpcSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * What a check knows besides the objects that it is given.
 *
 * @param cluster objects of the cluster; none when no cluster was named
 */
record CheckFacts(VpcSnapshot vpc, List<PlacedObject> cluster) {

    /** How findings name the source of what nobody told. */
    private static final String NO_VPC = "no --vpc given";

    CheckFacts {
        cluster = List.copyOf(cluster);
    }

    /**
     * @param given objects that are checked: what they name is asked for, where the facts come from EC2
     * @throws UnreadableInputException with all that is wrong with either: verdicts on half of the facts would be wrong
     */
    static CheckFacts read(SourceOptions sources, ManifestFiles reader, List<PlacedObject> given)
            throws UnreadableInputException {
        List<InputProblem> problems = new ArrayList<>();
        List<PlacedObject> cluster = List.of();
        try {
            cluster = sources.readCluster(reader);
        } catch (UnreadableInputException e) {
            problems.addAll(e.problems());
        }
        VpcSnapshot vpc = VpcSnapshot.nothing(NO_VPC);
        CheckFacts known = new CheckFacts(vpc, cluster);
        try {
            vpc = sources.readVpc(() -> known.clusterWith(given)).orElse(vpc);
        } catch (UnreadableInputException e) {
            problems.addAll(0, e.problems());
        }
        if (!problems.isEmpty()) {
            throw new UnreadableInputException(problems);
        }
        return new CheckFacts(vpc, cluster);
    }

    /** The cluster as it will be: what is given beats what is there. Without a DaemonSet aws-node its settings are assumed. */
    ClusterSnapshot clusterWith(List<PlacedObject> given) {
        ClusterSnapshot.Builder builder = ClusterSnapshot.builder().cni(CniSettings.assumedDefaults());
        builder.addAll(cluster.stream().map(PlacedObject::object).toList());
        builder.addAll(given.stream().map(PlacedObject::object).toList());
        return builder.build();
    }
}
