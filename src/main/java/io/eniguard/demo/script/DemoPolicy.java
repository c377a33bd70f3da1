package io.eniguard.demo.script;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonPatchBuilder;
import jakarta.json.spi.JsonProvider;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A policy that the demo puts in force.
 *
 * @param file the file of the policy, relative to the folder of examples
 * @param object the policy as eniguard reads it
 * @param owner the owner of the exemption; empty if the policy has none in this step
 * @param ended the last day of an exemption that has ended; empty if none has
 */
public record DemoPolicy(String file, JsonObject object, Optional<String> owner, Optional<LocalDate> ended) {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final String EXEMPTION = "/spec/exemptions/0";

    /**
     * Creates a policy with one exemption or none.
     *
     * @param policy a policy with one exemption
     * @param days the last day of the exemption, counted from today; if empty, the exemption is removed
     * @throws IllegalArgumentException if the policy has no exemption
     */
    static DemoPolicy of(String file, JsonObject policy, LocalDate today, Optional<Long> days) {
        String owner = exemption(file, policy).getString("owner", "");
        JsonPatchBuilder patch = JSON.createPatchBuilder();
        if (days.isEmpty()) {
            JsonObject changed = patch.remove("/spec/exemptions").build().apply(policy);
            return new DemoPolicy(file, changed, Optional.empty(), Optional.empty());
        }
        LocalDate until = today.plusDays(days.get());
        JsonObject changed =
                patch.add(EXEMPTION + "/until", until.toString()).build().apply(policy);
        return new DemoPolicy(
                file, changed, Optional.of(owner), days.get() < 0 ? Optional.of(until) : Optional.empty());
    }

    private static JsonObject exemption(String file, JsonObject policy) {
        try {
            return JSON.createPointer(EXEMPTION).getValue(policy).asJsonObject();
        } catch (JsonException e) {
            throw new IllegalArgumentException("the policy %s has no exemption".formatted(file), e);
        }
    }

    /** Describes the effect of the exemption on a step with this outcome; empty if the policy has no exemption. */
    public Optional<String> remark(StepOutcome outcome) {
        return outcome.exempted()
                .map(exempted -> "exempted: %s (%s)".formatted(exempted, owner.orElse("no owner")))
                .or(() -> ended.map("the exemption until %s has ended"::formatted));
    }
}
