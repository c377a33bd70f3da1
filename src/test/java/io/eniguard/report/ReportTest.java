package io.eniguard.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.audit.AuditReport;
import io.eniguard.audit.AuditedObject;
import io.eniguard.audit.SkippedObject;
import io.eniguard.cluster.ObjectId;
import io.eniguard.policy.Action;
import io.eniguard.report.CheckReport.SkippedObjects;
import io.eniguard.review.Consequence;
import io.eniguard.review.Judged;
import io.eniguard.review.Patch;
import io.eniguard.review.Verdict;
import io.eniguard.rules.Finding;
import io.eniguard.tree.Place;
import io.eniguard.world.Fact.Missing;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final AuditReport AUDIT = new AuditReport(
            List.of(
                    new AuditedObject(
                            new ObjectId("crd.k8s.amazonaws.com/v1alpha1", "ENIConfig", "", "eu-central-1a"),
                            new Place("a.yaml", 1),
                            new Verdict(
                                    List.of(
                                            new Judged(
                                                    "subnet-cidr",
                                                    new Consequence(Action.DENY),
                                                    new Finding.Violation(
                                                            "spec.subnet", "it is \"private\"", "take another")),
                                            new Judged(
                                                    "security-groups",
                                                    new Consequence(Action.WARN),
                                                    new Finding.Unknown(
                                                            "spec.securityGroups",
                                                            "unknown whether sg-1 exists",
                                                            "no groups are known",
                                                            "ask",
                                                            Missing.SECURITY_GROUPS))),
                                    Patch.NONE)),
                    new AuditedObject(
                            new ObjectId("v1", "ConfigMap", "kube-system", "kubelet\nconfig"),
                            new Place("-", 12),
                            new Verdict(
                                    List.of(new Judged(
                                            "max-pods",
                                            new Consequence(Action.AUDIT),
                                            new Finding.Violation(
                                                    "data.kubelet", "over what is recommended", "lower it"))),
                                    new Patch(List.of(
                                            new Patch.Add(List.of("metadata", "labels"), Map.of()),
                                            new Patch.Add(List.of("metadata", "labels", "a/b"), "c\nd"),
                                            new Patch.Add(List.of("spec", "n"), 5L)))))),
            Collections.nCopies(3, new SkippedObject(new ObjectId("v1", "Service", "", "s"), new Place("a.yaml", 9))),
            List.of(),
            List.of());

    private static final CheckReport REPORT = new CheckReport(AUDIT, List.of(), List.of(), SkippedObjects.COUNTED);

    @Test
    void jsonHasItsDocumentedFieldsInOrder() throws IOException {
        StringWriter out = new StringWriter();
        JsonReport.write(REPORT, out);
        String oneLine =
                out.toString().replaceAll("\n *", "").replace("[ ]", "[]").replace("{ }", "{}");
        assertEquals(
                "{\"apiVersion\": \"eniguard.io/v1alpha1\",\"kind\": \"CheckReport\","
                        + "\"summary\": {\"objects\": 2,\"skipped\": 3,\"deny\": 1,\"warn\": 0,\"unknown\": 1,\"exempted\": 0},"
                        + "\"results\": [{\"object\": {\"apiVersion\": \"crd.k8s.amazonaws.com/v1alpha1\",\"kind\": \"ENIConfig\","
                        + "\"namespace\": \"\",\"name\": \"eu-central-1a\"},"
                        + "\"source\": {\"file\": \"a.yaml\",\"line\": 1},\"verdict\": \"deny\","
                        + "\"findings\": [{\"rule\": \"subnet-cidr\",\"action\": \"deny\",\"outcome\": \"violation\","
                        + "\"field\": \"spec.subnet\",\"message\": \"it is \\\"private\\\"\",\"fix\": \"take another\"},"
                        + "{\"rule\": \"security-groups\",\"action\": \"warn\",\"outcome\": \"unknown\","
                        + "\"field\": \"spec.securityGroups\",\"message\": \"unknown whether sg-1 exists: no groups are known\",\"fix\": \"ask\"}],"
                        + "\"patch\": []},"
                        + "{\"object\": {\"apiVersion\": \"v1\",\"kind\": \"ConfigMap\",\"namespace\": \"kube-system\","
                        + "\"name\": \"kubelet\\nconfig\"},\"source\": {\"file\": \"-\",\"line\": 12},\"verdict\": \"pass\","
                        + "\"findings\": [{\"rule\": \"max-pods\",\"action\": \"audit\",\"outcome\": \"violation\","
                        + "\"field\": \"data.kubelet\",\"message\": \"over what is recommended\",\"fix\": \"lower it\"}],"
                        + "\"patch\": [{\"op\": \"add\",\"path\": \"/metadata/labels\",\"value\": {}},"
                        + "{\"op\": \"add\",\"path\": \"/metadata/labels/a~1b\",\"value\": \"c\\nd\"},"
                        + "{\"op\": \"add\",\"path\": \"/spec/n\",\"value\": 5}]}]}",
                oneLine);
    }

    @Test
    void textHasOneLineForEachFindingAndEachChange() {
        assertEquals("""
                a.yaml:1: ENIConfig/eu-central-1a: deny [subnet-cidr] it is "private". Fix: take another
                a.yaml:1: ENIConfig/eu-central-1a: warn [security-groups] unknown whether sg-1 exists: no groups are known. Fix: ask
                -:12: ConfigMap/kube-system/kubelet config: audit [max-pods] over what is recommended. Fix: lower it
                -:12: ConfigMap/kube-system/kubelet config: would get the label a/b=c d
                -:12: ConfigMap/kube-system/kubelet config: would get spec.n: 5
                2 objects reviewed: 1 denied, 0 with warnings, 1 with something unknown, 1 with audit findings; 3 skipped: Service
                """, text(Style.PLAIN));
    }

    @Test
    void onlyTheConsequenceIsColoured() {
        String coloured = text(Style.COLOURED);
        assertEquals(
                "a.yaml:1: ENIConfig/eu-central-1a: \u001B[1;31mdeny\u001B[0m [subnet-cidr] it is \"private\". Fix: take another",
                coloured.lines().findFirst().orElse(""));
        assertEquals(text(Style.PLAIN), coloured.replaceAll("\u001B\\[[0-9;]*m", ""));
    }

    private static String text(Style style) {
        StringWriter out = new StringWriter();
        TextReport.write(REPORT, new PrintWriter(out), style);
        return out.toString();
    }
}
