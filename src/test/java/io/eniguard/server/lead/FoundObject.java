package io.eniguard.server.lead;

import io.eniguard.audit.AuditedObject;
import io.eniguard.audit.ReportEntry;
import io.eniguard.cluster.ObjectId;
import io.eniguard.policy.Action;
import io.eniguard.policy.Exempted;
import io.eniguard.policy.Until;
import io.eniguard.review.Consequence;
import io.eniguard.review.Judged;
import io.eniguard.review.Patch;
import io.eniguard.review.Verdict;
import io.eniguard.rules.Finding;
import io.eniguard.tree.Place;
import io.eniguard.world.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Nodes with one finding each, as an audit reports them. */
final class FoundObject {

    static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    private FoundObject() {}

    static ReportEntry node(int number, Action action, String message) {
        return node(number, "node-resolves", action, message);
    }

    static ReportEntry node(int number, String rule, Action action, String message) {
        return entry(number, new Judged(rule, new Consequence(action), violation(message)));
    }

    /** Returns a finding whose action the policy {@code base} decides. */
    static ReportEntry ofPolicy(int number, Action action, String message) {
        Consequence consequence = new Consequence(action, false, Optional.of("base"), Optional.empty());
        return entry(number, new Judged("node-resolves", consequence, violation(message)));
    }

    static ReportEntry exempted(int number) {
        Exempted exempted =
                new Exempted("canary", "moves in May", "network", new Until("2026-06-01", NOW.plusSeconds(9)));
        return entry(
                number,
                new Judged(
                        "node-resolves",
                        new Consequence(Action.AUDIT, false, Optional.of("base"), Optional.of(exempted)),
                        violation("no ENIConfig")));
    }

    static ReportEntry unknown(int number) {
        return unknown(number, "");
    }

    /** @param notJudged the ids of other rules that could not judge the object; may be empty */
    static ReportEntry unknown(int number, String notJudged) {
        Finding unknown = new Finding.Unknown(
                        "metadata.labels", "unknown whether it resolves", "no answer", "wait", Fact.Missing.CNI)
                .withNotJudged(notJudged);
        return entry(number, new Judged("node-resolves", new Consequence(Action.WARN), unknown));
    }

    static List<ReportEntry> nodes(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> node(
                        number,
                        Action.DENY,
                        "the node resolves to ENIConfig \"us-west-2a-subnet-%d\", which does not exist (EC2, 20 s ago)"
                                .formatted(number)))
                .toList();
    }

    private static Finding violation(String message) {
        return new Finding.Violation(
                "metadata.labels.k8s\\.amazonaws\\.com/eniConfig",
                message,
                "create the ENIConfig us-west-2a-subnet-1, or set the label k8s.amazonaws.com/eniConfig to us-west-2a");
    }

    private static ReportEntry entry(int number, Judged judged) {
        ObjectId id = new ObjectId("v1", "Node", "", "ip-10-0-%d.us-west-2.compute.internal".formatted(number));
        AuditedObject audited = new AuditedObject(id, new Place("kube", 1), new Verdict(List.of(judged), Patch.NONE));
        return ReportEntry.of(audited, "00000000-0000-4000-8000-%012d".formatted(number))
                .get(0);
    }
}
