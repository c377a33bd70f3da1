package io.eniguard.doctor;

import io.eniguard.registration.EmergencySwitch;
import io.eniguard.registration.WebhookConfigurations;
import io.eniguard.text.NameList;
import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Judges whether the API server calls eniguard. Both configurations must exist and contain all webhooks of {@code render webhooks}.
 * Webhooks that call a Service must call the Service of the installation.
 */
final class Webhooks {

    static final String SUBJECT = "webhooks";

    private final Installation installation;

    Webhooks(Installation installation) {
        this.installation = installation;
    }

    Result judge(Reply<Optional<Tree>> validating, Reply<Optional<Tree>> mutating) {
        WebhookConfigurations rendered = new WebhookConfigurations(installation.target(), Optional.empty(), false);
        List<String> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        compare(Tree.of(rendered.validating()), validating, problems, warnings, gaps);
        compare(Tree.of(rendered.mutating()), mutating, problems, warnings, gaps);
        RegisteredWebhooks registered = RegisteredWebhooks.of(validating, mutating);
        Set<String> services = registered.services();
        services.remove(installation.toString());
        if (!services.isEmpty()) {
            problems.add(
                    "the webhooks call the Service %s, not %s".formatted(String.join(", ", services), installation));
        }
        boolean isSwitchedOff = Stream.of(validating, mutating)
                .flatMap(reply -> reply.value().stream())
                .flatMap(Optional::stream)
                .anyMatch(EmergencySwitch::isUsed);
        return isSwitchedOff
                ? Result.problem(
                        SUBJECT,
                        "the webhooks are switched off, so the API server does not call eniguard",
                        "./eniguard emergency on")
                : result(problems, warnings, gaps, registered);
    }

    private static void compare(
            Tree wanted, Reply<Optional<Tree>> there, List<String> problems, List<String> warnings, List<Gap> gaps) {
        there.gap().ifPresent(gaps::add);
        there.value()
                .ifPresent(known -> known.ifPresentOrElse(
                        configuration -> compare(wanted, configuration, problems, warnings),
                        () -> problems.add("there is no %s %s"
                                .formatted(wanted.text("kind").orElse(""), Installation.NAME))));
    }

    private static void compare(Tree wanted, Tree there, List<String> problems, List<String> warnings) {
        Map<String, Tree> byName = new LinkedHashMap<>();
        there.trees("webhooks").forEach(webhook -> byName.put(RegisteredWebhooks.name(webhook), webhook));
        List<String> missing = new ArrayList<>();
        for (Tree webhook : wanted.trees("webhooks")) {
            String name = RegisteredWebhooks.name(webhook);
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
            problems.add("the %s lacks %s".formatted(wanted.text("kind").orElse(""), NameList.of(missing)));
        }
    }

    private Result result(List<String> problems, List<String> warnings, List<Gap> gaps, RegisteredWebhooks registered) {
        if (!problems.isEmpty()) {
            return Result.problem(SUBJECT, String.join("; ", problems), installation.registerCommand());
        } else if (!gaps.isEmpty()) {
            Gap gap = gaps.get(0);
            return Result.unknown(SUBJECT, "unknown whether the webhooks are registered: " + gap.reason(), gap.fix());
        } else if (!warnings.isEmpty()) {
            return Result.warning(SUBJECT, String.join("; ", warnings), installation.registerCommand());
        }
        Set<String> urls = registered.urls();
        return Result.ok(
                SUBJECT,
                "%d in both configurations, which call %s"
                        .formatted(
                                registered.webhooks().size(),
                                urls.isEmpty() ? installation.toString() : String.join(", ", urls)));
    }
}
