package io.eniguard.doctor;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.doctor.AwsSide.PodNodes;
import io.eniguard.doctor.ClusterSide.Version;
import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.source.ec2.Reading;
import io.eniguard.source.ec2.VpcReader;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.Vpc;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What there is to say of the cluster, and of the installation in it. */
final class ClusterResults {

    private final Question question;
    private final Deadline deadline;
    private final ClusterSide cluster;
    private final AwsSide aws;

    ClusterResults(Question question, Deadline deadline, ClusterSide cluster, AwsSide aws) {
        this.question = question;
        this.deadline = deadline;
        this.cluster = cluster;
        this.aws = aws;
    }

    /** @param withAws whether AWS answered; if not, what needs both sides is not told again */
    List<Result> of(Fact<Version> version, boolean withAws) {
        return version.fold(
                there -> answered(there, withAws),
                missing -> List.of(Result.unknown(
                        "kubernetes",
                        "not examined: " + missing.reason(),
                        "point KUBECONFIG at the cluster: aws eks update-kubeconfig --name …")));
    }

    private List<Result> answered(Version version, boolean withAws) {
        List<Result> results = new ArrayList<>();
        results.add(Result.ok(
                "api server",
                "%s at %s".formatted(version.number(), version.api().url())));
        Fact<List<Tree>> objects = deadline.await(cluster.objects());
        // Where AWS says nothing else, waiting for it takes all the time that there is.
        Fact<Reading> reading =
                withAws ? deadline.await(aws.reading()) : Fact.unknown(Missing.OTHER, "AWS does not answer");
        VpcSnapshot vpc = reading.map(Reading::snapshot).orElse(VpcSnapshot.nothing(VpcReader.SOURCE));
        results.addAll(objects.fold(
                known -> ofObjects(known, vpc),
                missing -> List.of(Result.unknown("objects", "the cluster cannot be read: " + missing.reason()))));
        Fact<InstallationReading> installation = deadline.await(cluster.installation());
        results.addAll(installation.fold(
                this::ofInstallation,
                missing -> List.of(Result.unknown("webhooks", "unknown whether they are there: " + missing.reason()))));
        if (withAws) {
            results.add(webhookPort(installation, vpc));
        }
        return results;
    }

    private List<Result> ofObjects(List<Tree> objects, VpcSnapshot vpc) {
        ClusterSnapshot snapshot = ClusterSnapshot.of(objects);
        ClusterReview review =
                new ClusterReview(objects, new World(vpc, snapshot, question.parameters(), Instant.now()));
        return List.of(CustomNetworking.judge(snapshot), review.zones(), review.all());
    }

    private List<Result> ofInstallation(InstallationReading reading) {
        Installation installation = question.installation();
        return List.of(
                new Webhooks(installation).judge(reading.validating(), reading.mutating()),
                new Certificates(host(reading.registration()), Instant.now())
                        .judge(reading.certificate(), reading.registration()),
                endpoints(reading),
                PodFacts.judge(reading.health(), question.parameters().maxAge().toSeconds()));
    }

    /** Of a webhook that is called by a URL the certificate is for the URL's host. */
    private String host(Registration registration) {
        return registration.urls().stream()
                .map(url -> url.replaceFirst("https://(.*?)(:[0-9]+)?$", "$1"))
                .findFirst()
                .orElse(question.installation().host());
    }

    private Result endpoints(InstallationReading reading) {
        if (reading.registration().isOutsideServices()) {
            return Result.unknown(
                    "endpoints",
                    "there are none: the webhooks call %s"
                            .formatted(String.join(", ", reading.registration().urls())));
        }
        return reading.endpoints()
                .fold(
                        known -> known.judge(question.installation()),
                        missing -> Result.unknown("endpoints", missing.reason()));
    }

    private Result webhookPort(Fact<InstallationReading> installation, VpcSnapshot vpc) {
        Optional<String> clusterGroup = vpc.cluster().flatMap(EksCluster::clusterSecurityGroupId);
        if (installation
                .map(reading -> reading.registration().isOutsideServices())
                .orElse(false)) {
            return WebhookPort.unknown("the webhooks call no Service");
        } else if (clusterGroup.isEmpty()) {
            return WebhookPort.unknown("which group is the cluster's EKS did not tell");
        } else if (!installation.map(InstallationReading::onNodeNetwork).orElse(true)) {
            return WebhookPort.unknown("the pods are not on the nodes' network, so their ENIConfig's groups count");
        }
        Fact<PodNodes> nodes = deadline.await(aws.podNodes());
        int port = installation
                .flatMap(InstallationReading::endpoints)
                .map(Endpoints::port)
                .orElse(Installation.PORT);
        return nodes.fold(
                known -> new WebhookPort(
                                port,
                                clusterGroup.get(),
                                Set.copyOf(controlPlane(vpc).groupIds()),
                                blocks(vpc).or(() -> primaryBlock(vpc)))
                        .judge(known.instances(), known.groups()),
                missing -> WebhookPort.unknown(missing.reason()));
    }

    private static EksCluster.ControlPlane controlPlane(VpcSnapshot vpc) {
        return vpc.cluster().map(EksCluster::controlPlane).orElse(EksCluster.ControlPlane.UNTOLD);
    }

    /** Of the subnets in which the control plane has its interfaces; empty while one of them is not known. */
    private static Optional<CidrSet> blocks(VpcSnapshot vpc) {
        List<String> ids = controlPlane(vpc).subnetIds();
        List<Ipv4Cidr> blocks = ids.stream()
                .flatMap(id -> vpc.subnets().map(all -> all.get(id)).stream())
                .flatMap(subnet -> subnet.cidr().stream())
                .toList();
        return blocks.isEmpty() || blocks.size() < ids.size() ? Optional.empty() : Optional.of(CidrSet.of(blocks));
    }

    /** Which mostly holds those subnets. */
    private static Optional<CidrSet> primaryBlock(VpcSnapshot vpc) {
        return vpc.clusterVpcId()
                .flatMap(id -> vpc.vpcs().map(all -> all.get(id)))
                .flatMap(Vpc::primaryCidr)
                .map(CidrSet::of);
    }
}
