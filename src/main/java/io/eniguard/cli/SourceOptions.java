package io.eniguard.cli;

import io.eniguard.aws.AwsSettings;
import io.eniguard.clock.WorldClock;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.source.file.SavedVpc;
import io.eniguard.source.file.VpcFiles;
import io.eniguard.tree.PlacedObject;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.VpcSnapshot;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that set the sources of facts. Several commands have these options. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SourceOptions {

    static final FactSource EC2 = new FactSource.Live("ec2");
    static final FactSource KUBE = new FactSource.Live("kube");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--vpc",
            paramLabel = "SRC",
            description = "The VPC: ec2, or a file or folder with output of the AWS CLI (describe-subnets and so on).")
    private @Nullable String vpc;

    @Option(
            names = "--cluster",
            paramLabel = "SRC",
            description = "The cluster: kube, or a file or folder of manifests or of output of kubectl get -o yaml.")
    private @Nullable String cluster;

    @Option(
            names = "--vpc-id",
            paramLabel = "ID",
            description = "VPC of the cluster; only needed when the facts do not contain it.")
    private @Nullable String vpcId;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description =
                    "The AWS region for --vpc ec2. Default: the region of the AWS CLI, or else the region of the nodes.")
    private @Nullable String region;

    @Option(
            names = "--cluster-name",
            paramLabel = "NAME",
            description =
                    "The name of the cluster in EKS for --vpc ec2. Default: from the tags of its nodes' instances, or else"
                            + " CLUSTER_NAME of aws-node.")
    private @Nullable String clusterName;

    /** Returns the source of the VPC. Returns empty if the option is not set, so that each command can use its own default. */
    Optional<FactSource> vpc() {
        return source("--vpc", vpc, EC2);
    }

    /** Returns the source of the cluster. Returns empty if the option is not set, so that each command can use its own default. */
    Optional<FactSource> cluster() {
        return source("--cluster", cluster, KUBE);
    }

    Optional<String> vpcId() {
        return Optional.ofNullable(vpcId);
    }

    Optional<String> region() {
        return Optional.ofNullable(region);
    }

    Optional<String> clusterName() {
        return Optional.ofNullable(clusterName);
    }

    /** Reads the VPC from the files. Likely mistakes in the files are reported on stderr. */
    VpcSnapshot read(FactSource.Files files) throws UnreadableInputException {
        return VpcFiles.read(files.path(), vpcId(), ErrorLines.of(spec)::print);
    }

    /**
     * Reads the VPC from its source. Returns empty if {@code --vpc} is not set.
     *
     * @param cluster the cluster, whose objects decide which facts are read from EC2
     */
    Optional<VpcSnapshot> readVpc(Supplier<ClusterSnapshot> cluster) throws UnreadableInputException {
        Optional<FactSource> source = vpc();
        if (source.isEmpty()) {
            return Optional.empty();
        } else if (source.get() instanceof FactSource.Files files) {
            return Optional.of(read(files));
        }
        return Optional.of(CurrentVpc.read(
                new AwsSettings(region(), vpcId(), clusterName()), cluster.get(), ErrorLines.of(spec)::print));
    }

    /**
     * Reads the VPC and returns it as a document for a file. The option {@code --vpc} must be set.
     *
     * @param cluster the cluster, whose objects decide which facts are read from EC2
     * @param dated whether the document contains the time of the facts
     */
    Map<String, @Nullable Object> saveVpc(List<PlacedObject> cluster, boolean dated) throws UnreadableInputException {
        ErrorLines err = ErrorLines.of(spec);
        if (vpc().orElseThrow() instanceof FactSource.Files files) {
            List<Tree> documents = VpcFiles.documents(files.path(), err::print);
            VpcSnapshot read = VpcFiles.snapshot(files.path(), vpcId(), documents);
            return SavedVpc.of(documents).document(header(read, dated));
        }
        SavedVpc saved = new SavedVpc();
        VpcSnapshot read = CurrentVpc.read(
                new AwsSettings(region(), vpcId(), clusterName()),
                ClusterSnapshot.of(cluster.stream().map(PlacedObject::object).toList()),
                err::print,
                saved::add);
        Part.all().stream().filter(part -> read.trouble(part).isPresent()).forEach(saved::without);
        return saved.document(header(read, dated));
    }

    private static Map<String, String> header(VpcSnapshot snapshot, boolean dated) {
        Map<String, String> header = new LinkedHashMap<>();
        snapshot.clusterVpcId().ifPresent(id -> header.put("vpcId", id));
        if (dated) {
            // Facts without a time count as fresh, so they are saved with the current time.
            header.put(
                    "asOf", snapshot.origin().asOf().orElseGet(WorldClock::now).toString());
        }
        return header;
    }

    /** Reads the objects of the cluster from its source. Returns no objects if {@code --cluster} is not set. */
    ClusterObjects readCluster(ManifestFiles reader) throws UnreadableInputException {
        Optional<FactSource> source = cluster();
        if (source.isEmpty()) {
            return ClusterObjects.NONE;
        }
        if (source.get() instanceof FactSource.Files files) {
            return new ClusterObjects(reader.readAll(files.path()), Set.of(), Optional.empty());
        }
        ClusterObjects live = LiveCluster.read();
        live.policyTrouble()
                .ifPresent(reason ->
                        ErrorLines.of(spec).print("eniguard: the policies of the cluster are not used: " + reason));
        return live;
    }

    private Optional<FactSource> source(String option, @Nullable String typed, FactSource live) {
        if (typed == null) {
            return Optional.empty();
        } else if (typed.isBlank()) {
            throw invalid(option, "the source is empty");
        } else if (live.equals(new FactSource.Live(typed))) {
            return Optional.of(live);
        }
        try {
            return Optional.of(new FactSource.Files(Path.of(typed)));
        } catch (InvalidPathException e) {
            throw invalid(option, e.getReason());
        }
    }

    private ParameterException invalid(String option, String reason) {
        return new ParameterException(
                spec.commandLine(), "Invalid value for option '%s': %s".formatted(option, reason));
    }
}
