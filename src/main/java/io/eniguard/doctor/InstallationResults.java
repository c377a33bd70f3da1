package io.eniguard.doctor;

import io.eniguard.doctor.AwsSide.PodNodes;
import io.eniguard.doctor.ClusterSide.PodReading;
import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.Vpc;
import io.eniguard.vpc.VpcSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The results about eniguard in the cluster. */
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
                new Certificates(host(webhooks), installation.makeCertificate(), Instant.now())
                        .judge(certificate, webhooks),
                endpoints(endpoints, webhooks, registered),
                facts(pods, webhooks));
    }

    /** The name that API servers check the certificate for. */
    private String host(RegisteredWebhooks webhooks) {
        return webhooks.urls().stream()
                .map(url -> url.replaceFirst("https://(.*?)(:[0-9]+)?$", "$1"))
                .findFirst()
                .orElse(request.installation().host());
    }

    private Result endpoints(
            Reply<Endpoints> endpoints, RegisteredWebhooks webhooks, Reply<RegisteredWebhooks> registered) {
        if (webhooks.isOutsideServices()) {
            return Result.ok(Endpoints.SUBJECT, "none are needed: the webhooks call " + urls(webhooks));
        }
        return endpoints.fold(
                known -> known.judge(request.installation(), registered),
                missing -> Result.unknown(Endpoints.SUBJECT, missing));
    }

    private Result facts(Reply<Map<String, PodReading>> pods, RegisteredWebhooks webhooks) {
        if (webhooks.isOutsideServices()) {
            return Result.unknown(
                    PodFacts.SUBJECT,
                    "eniguard runs outside the cluster, at " + urls(webhooks),
                    "ask it there: curl http://HOST:MANAGEMENT-PORT/q/health/ready");
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

    /** The way from the control plane to the pods, which AWS and the API server know together. */
    Result webhookPort(AwsSide aws, VpcSnapshot vpc) {
        Optional<String> clusterGroup = vpc.cluster().flatMap(EksCluster::clusterSecurityGroupId);
        RegisteredWebhooks webhooks =
                RegisteredWebhooks.of(deadline.await(cluster.validating()), deadline.await(cluster.mutating()));
        if (webhooks.isOutsideServices()) {
            return WebhookPort.unknown(
                    "the webhooks call " + urls(webhooks),
                    "try from a subnet of the control plane: curl -k " + urls(webhooks));
        } else if (clusterGroup.isEmpty()) {
            return WebhookPort.unknown(
                    "EKS did not name the cluster's security group", "see permissions, and add --cluster-name NAME");
        } else if (!onNodeNetwork()) {
            return WebhookPort.unknown(
                    "the pods are not on the nodes' network",
                    "let %s in on TCP %d, in the security groups of the pods' ENIConfig"
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
        return vpc.cluster().map(EksCluster::controlPlane).orElse(EksCluster.ControlPlane.UNTOLD);
    }

    /** The blocks of the subnets in which the control plane has its interfaces; empty when one of them is unknown. */
    private static Optional<CidrSet> blocks(VpcSnapshot vpc) {
        List<String> ids = controlPlane(vpc).subnetIds();
        List<Ipv4Cidr> blocks = ids.stream()
                .flatMap(id -> vpc.subnets().map(all -> all.get(id)).stream())
                .flatMap(subnet -> subnet.cidr().stream())
                .toList();
        return blocks.isEmpty() || blocks.size() < ids.size() ? Optional.empty() : Optional.of(CidrSet.of(blocks));
    }

    /** The block that contains those subnets in most VPCs. */
    private static Optional<CidrSet> primaryBlock(VpcSnapshot vpc) {
        return vpc.clusterVpcId()
                .flatMap(id -> vpc.vpcs().map(all -> all.get(id)))
                .flatMap(Vpc::primaryCidr)
                .map(CidrSet::of);
    }
}
