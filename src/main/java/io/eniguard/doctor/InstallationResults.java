package io.eniguard.doctor;

import io.eniguard.clock.WorldClock;
import io.eniguard.doctor.AwsSide.PodNodes;
import io.eniguard.doctor.ClusterSide.PodReading;
import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.Vpc;
import io.eniguard.vpc.VpcSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The results about the installation of eniguard. */
final class InstallationResults {

    private final ExaminationRequest request;
    private final Deadline deadline;
    private final ClusterSide cluster;

    InstallationResults(ExaminationRequest request, Deadline deadline, ClusterSide cluster) {
        this.request = request;
        this.deadline = deadline;
        this.cluster = cluster;
    }

    List<Result> all() {
        Reply<Optional<Tree>> validating = deadline.await(cluster.validating());
        Reply<Optional<Tree>> mutating = deadline.await(cluster.mutating());
        Reply<RegisteredWebhooks> registered = validating.map(known -> RegisteredWebhooks.of(validating, mutating));
        RegisteredWebhooks webhooks = RegisteredWebhooks.of(validating, mutating);
        Installation installation = request.installation();
        Reply<SeenCertificate> certificate = deadline.await(cluster.certificate());
        Reply<Endpoints> endpoints = deadline.await(cluster.endpoints());
        Reply<Map<String, PodReading>> pods = deadline.await(cluster.pods());
        return List.of(
                new Webhooks(installation).judge(validating, mutating),
                new Certificates(host(webhooks), installation.certificateCommand(), WorldClock.now())
                        .judge(certificate, webhooks),
                endpoints(endpoints, webhooks, registered),
                facts(pods, webhooks));
    }

    /** Returns the host name that API servers expect in the certificate. */
    private String host(RegisteredWebhooks webhooks) {
        return webhooks.urls().stream()
                .map(url -> url.replaceFirst("https://(.*?)(:[0-9]+)?$", "$1"))
                .findFirst()
                .orElse(request.installation().host());
    }

    private Result endpoints(
            Reply<Endpoints> endpoints, RegisteredWebhooks webhooks, Reply<RegisteredWebhooks> registered) {
        if (webhooks.isOutsideCluster()) {
            return Result.ok(Endpoints.SUBJECT, "not needed, because the webhooks call " + urls(webhooks));
        }
        return endpoints.fold(
                known -> known.judge(request.installation(), registered),
                missing -> Result.unknown(Endpoints.SUBJECT, missing));
    }

    private Result facts(Reply<Map<String, PodReading>> pods, RegisteredWebhooks webhooks) {
        if (webhooks.isOutsideCluster()) {
            return Result.unknown(
                    PodFacts.SUBJECT,
                    "eniguard runs outside the cluster, at " + urls(webhooks),
                    "run on that machine: curl http://HOST:MANAGEMENT-PORT/q/health/ready");
        }
        return pods.fold(
                known -> {
                    Map<String, Reply<Tree>> health = new TreeMap<>();
                    known.forEach((name, pod) -> health.put(name, pod.health()));
                    return PodFacts.judge(health, request.parameters().maxAge().toSeconds());
                },
                missing -> Result.unknown(PodFacts.SUBJECT, missing));
    }

    private static String urls(RegisteredWebhooks webhooks) {
        return String.join(", ", webhooks.urls());
    }

    /** Returns the result about whether the control plane can reach the pods. It needs answers from both AWS and the API server. */
    Result webhookPort(AwsSide aws, VpcSnapshot vpc) {
        Optional<String> clusterGroup = vpc.cluster().flatMap(EksCluster::clusterSecurityGroupId);
        RegisteredWebhooks webhooks =
                RegisteredWebhooks.of(deadline.await(cluster.validating()), deadline.await(cluster.mutating()));
        if (webhooks.isOutsideCluster()) {
            return WebhookPort.unknown(
                    "the webhooks call " + urls(webhooks),
                    "try from a subnet of the control plane: curl -k " + urls(webhooks));
        } else if (clusterGroup.isEmpty()) {
            return WebhookPort.unknown(
                    "EKS did not return the cluster security group", "see permissions, or add --cluster-name NAME");
        } else if (!onNodeNetwork()) {
            return WebhookPort.unknown(
                    "the pods are not on the nodes' network",
                    "allow TCP %2$d from %1$s in the security groups of the pods' ENIConfig"
                            .formatted(clusterGroup.get(), Installation.PORT));
        }
        Reply<PodNodes> nodes = deadline.await(aws.podNodes());
        int port =
                deadline.await(cluster.endpoints()).value().map(Endpoints::port).orElse(Installation.PORT);
        return nodes.fold(
                known -> new WebhookPort(
                                port,
                                clusterGroup.get(),
                                Set.copyOf(controlPlane(vpc).groupIds()),
                                blocks(vpc).or(() -> primaryBlock(vpc)))
                        .judge(known.instances(), known.groups()),
                missing -> WebhookPort.unknown(missing.reason(), missing.fix()));
    }

    private boolean onNodeNetwork() {
        return deadline.await(cluster.pods())
                .value()
                .map(pods -> pods.values().stream().allMatch(PodReading::onNodeNetwork))
                .orElse(true);
    }

    private static EksCluster.ControlPlane controlPlane(VpcSnapshot vpc) {
        return vpc.cluster().map(EksCluster::controlPlane).orElse(EksCluster.ControlPlane.UNKNOWN);
    }

    /** Returns the blocks of the subnets in which the control plane has interfaces, or empty if not all blocks are known. */
    private static Optional<CidrSet> blocks(VpcSnapshot vpc) {
        List<String> ids = controlPlane(vpc).subnetIds();
        List<Ipv4Cidr> blocks = ids.stream()
                .flatMap(id -> vpc.subnets().map(all -> all.get(id)).stream())
                .flatMap(subnet -> subnet.cidr().stream())
                .toList();
        return blocks.isEmpty() || blocks.size() < ids.size() ? Optional.empty() : Optional.of(CidrSet.of(blocks));
    }

    /** Returns the primary block of the VPC, which contains the subnets of the control plane in most VPCs. */
    private static Optional<CidrSet> primaryBlock(VpcSnapshot vpc) {
        return vpc.clusterVpcId()
                .flatMap(id -> vpc.vpcs().map(all -> all.get(id)))
                .flatMap(Vpc::primaryCidr)
                .map(CidrSet::of);
    }
}
