package io.eniguard.audit;

import io.eniguard.cluster.ObjectId;
import io.eniguard.policy.Exempted;
import io.eniguard.review.Consequence;
import io.eniguard.review.Judged;
import io.eniguard.rules.Finding;
import io.eniguard.text.PlainText;
import io.eniguard.tree.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finding about an object of the cluster, as one result of a report.
 *
 * @param resultId the identity of the result; it stays the same while the object violates the rule in the same field, even if the message
 *     or the policy changes
 * @param object the object
 * @param uid the uid of the object; empty if it is unknown
 * @param policy the policy that decides the consequence or exempts the object, or {@link #BUILT_IN}
 * @param outcome the outcome without exemptions
 * @param digest the digest of the result, with the timestamp 0
 */
public record ReportEntry(
        String resultId,
        ObjectId object,
        String uid,
        String policy,
        ReportOutcome outcome,
        Judged judged,
        ResultDigest digest) {

    public static final String SOURCE = "eniguard";
    public static final String BUILT_IN = "built-in";

    private static final int LONGEST_TEXT = 1024;
    private static final ContentHash NO_HASH = new ContentHash(0, 0);
    private static final ResultDigest UNKNOWN = new ResultDigest("", "", "", "", "", 0, 0, NO_HASH, NO_HASH, NO_HASH);

    /** Returns an entry for each finding about the object, in the order of the findings. */
    public static List<ReportEntry> of(AuditedObject audited, String uid) {
        Map<String, Integer> numbers = new HashMap<>();
        List<ReportEntry> entries = new ArrayList<>();
        for (Judged judged : audited.verdict().findings()) {
            String place = judged.rule() + "\n" + judged.finding().field();
            int number = numbers.merge(place, 1, Integer::sum);
            // Without the policy, a finding stays the same finding if another policy decides about it.
            String identity =
                    String.join("\n", audited.id().group(), audited.id().shown(), uid, place, "" + number);
            String policy = policyOf(judged.consequence());
            entries.add(of(ContentHash.of(identity).hex(), audited.id(), uid, policy, judged));
        }
        return entries;
    }

    private static ReportEntry of(String resultId, ObjectId object, String uid, String policy, Judged judged) {
        ReportOutcome outcome = ReportOutcome.of(judged);
        ReportEntry entry = new ReportEntry(resultId, object, uid, policy, outcome, judged, UNKNOWN);
        ResultDigest digest = new ReportedResult(entry.toTree(Instant.EPOCH)).digest();
        return new ReportEntry(resultId, object, uid, policy, outcome, judged, digest);
    }

    private static String policyOf(Consequence consequence) {
        return consequence
                .exempted()
                .map(Exempted::policy)
                .or(consequence::policy)
                .orElse(BUILT_IN);
    }

    /** Returns whether an exemption covers the finding. */
    public boolean isExempted() {
        return judged.consequence().exempted().isPresent();
    }

    public String rule() {
        return judged.rule();
    }

    /** Returns whether the finding is an unknown that also speaks for other rules, which could not judge the object either. */
    public boolean isForOtherRules() {
        return judged.finding() instanceof Finding.Unknown unknown
                && !unknown.notJudged().isEmpty();
    }

    /** Returns the message on one line. */
    public String message() {
        return text((judged.consequence().isWaived() ? "would be refused: " : "")
                + judged.finding().message());
    }

    /** Returns the value of {@code result}. An exempted object is skipped, even if it is unknown whether it violates the rule. */
    public String result() {
        return isExempted() ? "skip" : outcome.result();
    }

    /** Returns the result as both report resources write it. */
    public Tree toTree(Instant since) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("source", SOURCE);
        tree.put("policy", policy);
        tree.put("rule", rule());
        tree.put("category", "Custom networking");
        tree.put("result", result());
        tree.put("severity", outcome.severity());
        tree.put("scored", outcome == ReportOutcome.FAIL && !isExempted());
        tree.put("message", message());
        tree.put("timestamp", Map.of("seconds", since.getEpochSecond(), "nanos", 0L));
        tree.put("properties", properties());
        tree.put("resources", List.of(reference()));
        return new Tree(tree);
    }

    /** Returns the properties. Dashboards read their names, so a name must not change. */
    private Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("resultID", resultId);
        properties.put("action", judged.action().word());
        properties.put("field", text(judged.finding().field()));
        properties.put("fix", text(judged.finding().fix()));
        judged.consequence()
                .exempted()
                .ifPresent(exempted -> properties.put("until", exempted.until().text()));
        return properties;
    }

    /** Returns the reference to the object, with its uid. */
    public Map<String, String> reference() {
        Map<String, String> reference = new LinkedHashMap<>();
        reference.put("apiVersion", object.apiVersion());
        reference.put("kind", object.kind());
        if (!object.namespace().isEmpty()) {
            reference.put("namespace", object.namespace());
        }
        reference.put("name", object.name());
        if (!uid.isEmpty()) {
            reference.put("uid", uid);
        }
        return reference;
    }

    private static String text(String text) {
        return PlainText.cut(PlainText.oneLine(text), LONGEST_TEXT);
    }
}
