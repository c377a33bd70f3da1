package io.eniguard.doctor;

import io.eniguard.kube.KubeApi.Answer;
import io.eniguard.registration.WebhookConfigurations;
import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the API server calls eniguard: both configurations, with all webhooks of {@code render webhooks}, at the Service. */
final class Webhooks {

    private static final String SUBJECT = "webhooks";

    private final Installation installation;

    Webhooks(Installation installation) {
        this.installation = installation;
    }

    Result judge(Answer validating, Answer mutating) {
        WebhookConfigurations rendered = new WebhookConfigurations(installation.target(), Optional.empty(), false);
        List<String> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Map.Entry<Answer, Map<String, Object>> one : pairs(validating, mutating, rendered)) {
            Tree wanted = Tree.of(one.getValue());
            if (one.getKey().isOk()) {
                compare(wanted, one.getKey().body(), problems, warnings);
            } else if (one.getKey().isAbsent()) {
                problems.add("there is no %s %s".formatted(wanted.text("kind").orElse(""), Installation.NAME));
            } else {
                unknown.add(one.getKey().reason());
            }
        }
        Registration registration = Registration.of(validating.body(), mutating.body());
        Set<String> services = registration.services();
        services.remove(installation.toString());
        if (!services.isEmpty()) {
            problems.add("they call the Service %s, not %s".formatted(String.join(", ", services), installation));
        }
        return result(problems, warnings, unknown, registration);
    }

    private static List<Map.Entry<Answer, Map<String, Object>>> pairs(
            Answer validating, Answer mutating, WebhookConfigurations rendered) {
        return List.of(Map.entry(validating, rendered.validating()), Map.entry(mutating, rendered.mutating()));
    }

    private static void compare(Tree wanted, Tree there, List<String> problems, List<String> warnings) {
        Map<String, Tree> byName = new LinkedHashMap<>();
        there.trees("webhooks").forEach(webhook -> byName.put(Registration.name(webhook), webhook));
        List<String> missing = new ArrayList<>();
        for (Tree webhook : wanted.trees("webhooks")) {
            String name = Registration.name(webhook);
            Tree found = byName.getOrDefault(name, Tree.EMPTY);
            if (found.isEmpty()) {
                missing.add(name);
                continue;
            }
            String policy = webhook.text("failurePolicy").orElse("");
            String foundPolicy = found.text("failurePolicy").orElse("");
            if (!policy.equals(foundPolicy)) {
                warnings.add("%s has failurePolicy %s, not %s".formatted(name, foundPolicy, policy));
            }
        }
        if (!missing.isEmpty()) {
            problems.add("the %s lacks %s".formatted(wanted.text("kind").orElse(""), String.join(", ", missing)));
        }
    }

    private Result result(
            List<String> problems, List<String> warnings, List<String> unknown, Registration registration) {
        if (!problems.isEmpty()) {
            return Result.problem(SUBJECT, String.join("; ", problems), installation.register());
        } else if (!unknown.isEmpty()) {
            return Result.unknown(SUBJECT, "unknown whether they are registered: " + unknown.get(0));
        } else if (!warnings.isEmpty()) {
            return Result.warning(SUBJECT, String.join("; ", warnings), installation.register());
        }
        Set<String> urls = registration.urls();
        return Result.ok(
                SUBJECT,
                "%d in both configurations, which call %s"
                        .formatted(
                                registration.webhooks().size(),
                                urls.isEmpty() ? installation.toString() : String.join(", ", urls)));
    }
}
