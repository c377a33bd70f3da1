package io.eniguard.doctor;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.text.Count;
import io.eniguard.text.NameList;
import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges whether the security groups allow the API server to reach the pods. Pods on the node's network share the node's primary interface,
 * so one of the groups of this interface must allow the control plane.
 *
 * @param port the port of the pods
 * @param clusterGroup the cluster security group, to which the control plane's interfaces belong
 * @param otherGroups the additional groups of the control plane's interfaces
 * @param controlPlane the blocks that contain the addresses of the control plane; empty if they are unknown
 */
record WebhookPort(int port, String clusterGroup, Set<String> otherGroups, Optional<CidrSet> controlPlane) {

    static final String SUBJECT = "webhook port";

    static Result unknown(String reason, String fix) {
        return Result.unknown(SUBJECT, "unknown whether the control plane reaches the pods: " + reason, fix);
    }

    /** The extent to which a security group allows connections from the control plane. */
    enum Openness {
        CLOSED,
        /** A rule allows a prefix list or a block that may contain the control plane. */
        MAYBE,
        OPEN
    }

    /**
     * Judges the groups of the nodes.
     *
     * @param instances the instances on which pods run, as DescribeInstances returns them; at least one
     * @param groups the security groups of the instances, as DescribeSecurityGroups returns them
     */
    Result judge(List<Tree> instances, List<Tree> groups) {
        Map<String, Openness> byGroup = new LinkedHashMap<>();
        groups.forEach(group -> byGroup.put(group.text("GroupId").orElse(""), openness(group)));
        TreeSet<String> closed = new TreeSet<>();
        TreeSet<String> maybe = new TreeSet<>();
        for (Tree instance : instances) {
            List<String> ids = groupIds(instance);
            Openness openness = ids.stream()
                    .map(id -> byGroup.getOrDefault(id, Openness.MAYBE))
                    .max(Openness::compareTo)
                    .orElse(Openness.MAYBE);
            if (openness == Openness.CLOSED) {
                closed.add(ids.get(0));
            } else if (openness == Openness.MAYBE) {
                maybe.addAll(ids);
            }
        }
        if (!closed.isEmpty()) {
            return Result.problem(
                    SUBJECT,
                    "the security groups of the nodes (%s) do not allow TCP %d from the cluster security group %s, so the API server"
                                    .formatted(NameList.of(closed), port, clusterGroup)
                            + " cannot reach eniguard",
                    "aws ec2 authorize-security-group-ingress --group-id %s --protocol tcp --port %d --source-group %s"
                            .formatted(closed.first(), port, clusterGroup));
        }
        return maybe.isEmpty()
                ? Result.ok(
                        SUBJECT,
                        "the cluster security group %s reaches TCP %d of %s"
                                .formatted(clusterGroup, port, Count.of(instances.size(), "node")))
                : Result.unknown(
                        SUBJECT,
                        "unknown whether the control plane reaches TCP %d of the nodes: the rules of %s allow prefix lists or only"
                                        .formatted(port, NameList.of(maybe))
                                + " a part of the VPC",
                        "compare the inbound rules with the control plane's subnets: aws ec2 describe-security-groups --group-ids "
                                + String.join(" ", maybe));
    }

    /** Returns the ids of the security groups of the instance's primary interface. */
    static List<String> groupIds(Tree instance) {
        return instance.trees("SecurityGroups").stream()
                .flatMap(group -> group.nonEmptyText("GroupId").stream())
                .sorted()
                .toList();
    }

    private Openness openness(Tree group) {
        Openness widest = Openness.CLOSED;
        for (Tree rule : group.trees("IpPermissions")) {
            Openness openness = isOnPort(rule) ? source(rule) : Openness.CLOSED;
            widest = openness.compareTo(widest) > 0 ? openness : widest;
        }
        return widest;
    }

    /** Returns whether the rule covers the port. The protocol {@code -1} covers all ports and has no port range. */
    private boolean isOnPort(Tree rule) {
        String protocol = rule.text("IpProtocol").orElse("");
        return protocol.equals("-1")
                || ((protocol.equals("tcp") || protocol.equals("6"))
                        && rule.integer("FromPort").orElse(0L) <= port
                        && rule.integer("ToPort").orElse(65_535L) >= port);
    }

    private Openness source(Tree rule) {
        List<Ipv4Cidr> ranges = new ArrayList<>();
        rule.trees("IpRanges")
                .forEach(range ->
                        range.text("CidrIp").flatMap(Ipv4Cidr::tryParse).ifPresent(ranges::add));
        boolean holdsAll = controlPlane
                .map(there -> there.blocks().stream().allMatch(CidrSet.of(ranges)::contains))
                .orElseGet(() -> ranges.stream().anyMatch(range -> range.prefix() == 0));
        boolean holdsSome =
                controlPlane.map(there -> there.overlaps(CidrSet.of(ranges))).orElse(!ranges.isEmpty());
        boolean isNamed = rule.trees("UserIdGroupPairs").stream()
                .flatMap(pair -> pair.text("GroupId").stream())
                .anyMatch(group -> group.equals(clusterGroup) || otherGroups.contains(group));
        if (isNamed || holdsAll) {
            return Openness.OPEN;
        }
        return holdsSome || !rule.trees("PrefixListIds").isEmpty() ? Openness.MAYBE : Openness.CLOSED;
    }
}
