package io.eniguard.policy;

import io.eniguard.text.Count;
import io.eniguard.text.PlainText;
import io.eniguard.tree.Tree;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of a stored policy.
 *
 * @param policy the policy
 * @param violations the number of violations that the last audit found and whose action the policy decides; empty before the first audit
 * @param now the current instant, which decides whether an exemption is in force
 */
public record PolicyStatus(StoredPolicy policy, Optional<Long> violations, Instant now) {

    static final String READY = "Ready";

    private static final String STATUS = "status";
    private static final int LONGEST_MESSAGE = 2_048;

    /** A condition of the status without its time. */
    private record StatusCondition(String type, boolean isTrue, String reason, String message) {

        String status() {
            return isTrue ? "True" : "False";
        }
    }

    /** Returns the status that the API server has. */
    private Tree stored() {
        return policy.document().at(STATUS);
    }

    /** Returns whether the policy has become invalid, or has other faults than before, since the stored status was written. */
    public boolean isNewlyInvalid() {
        return !policy.isValid()
                && condition(READY)
                        .filter(old -> old.text(STATUS).filter("False"::equals).isPresent())
                        .filter(old ->
                                old.text("message").filter(message()::equals).isPresent())
                        .isEmpty();
    }

    /**
     * Returns the status as a document; empty if the stored status is up to date. The time of a condition changes only together with its
     * status.
     */
    public Optional<Tree> change() {
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        status.put("observedGeneration", policy.generation());
        status.put("rules", (long) policy.inForce()
                .map(inForce -> inForce.rules().size() + inForce.custom().size())
                .orElse(0));
        violations.or(() -> stored().integer("violations")).ifPresent(number -> status.put("violations", number));
        long active = active().size();
        Map<String, @Nullable Object> exemptions = new LinkedHashMap<>();
        exemptions.put("active", active);
        exemptions.put("expired", exemptions().size() - active);
        status.put("exemptions", exemptions);
        status.put("conditions", List.of(document(ready()), document(exempting())));
        return Optional.of(new Tree(status)).filter(computed -> !computed.equals(stored()));
    }

    /** Returns the message of the condition Ready, on one line. */
    public String message() {
        return ready().message();
    }

    private StatusCondition ready() {
        return policy.isValid()
                ? new StatusCondition(READY, true, "InForce", "the policy is in force")
                : new StatusCondition(READY, false, "Invalid", PlainText.cut(policy.reason(), LONGEST_MESSAGE));
    }

    private StatusCondition exempting() {
        return active().stream()
                .map(Exemption::until)
                .max(Comparator.comparing(Until::end))
                .map(last -> new StatusCondition(
                        "Exempting",
                        true,
                        "ExemptionInForce",
                        "%s in force, the last one until %s"
                                .formatted(Count.of(active().size(), "exemption"), last.text())))
                .orElseGet(() -> new StatusCondition("Exempting", false, "NoExemption", "no exemption is in force"));
    }

    private List<Exemption> exemptions() {
        return policy.inForce().map(Policy::exemptions).orElse(List.of());
    }

    private List<Exemption> active() {
        return exemptions().stream()
                .filter(exemption -> !exemption.until().isOver(now))
                .toList();
    }

    private Map<String, @Nullable Object> document(StatusCondition condition) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("type", condition.type());
        document.put(STATUS, condition.status());
        document.put("observedGeneration", policy.generation());
        document.put(
                "lastTransitionTime",
                condition(condition.type())
                        .filter(old -> old.text(STATUS)
                                .filter(condition.status()::equals)
                                .isPresent())
                        .flatMap(old -> old.text("lastTransitionTime"))
                        .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString()));
        document.put("reason", condition.reason());
        document.put("message", condition.message());
        return document;
    }

    /** Returns the stored condition of this type. */
    private Optional<Tree> condition(String type) {
        return stored().trees("conditions").stream()
                .filter(condition -> condition.text("type").filter(type::equals).isPresent())
                .findFirst();
    }
}
