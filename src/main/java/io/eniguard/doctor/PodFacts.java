package io.eniguard.doctor;

import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges the facts that the pods have about the VPC, and the age of these facts. The input is the answers to {@code /q/health/ready}. */
final class PodFacts {

    static final String SUBJECT = "facts";

    /** The members of the answer that do not describe a fault. */
    private static final List<String> STATUS = List.of("source", "known", "ageSeconds");

    private final long maxAgeSeconds;
    private final List<String> fine = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private String fix = "update eniguard in the cluster: kubectl apply -k k8s/";

    private PodFacts(long maxAgeSeconds) {
        this.maxAgeSeconds = maxAgeSeconds;
    }

    /**
     * Judges the answers.
     *
     * @param health the answers of the ready pods, by name
     * @param maxAgeSeconds the age beyond which rules do not use facts that can change
     */
    static Result judge(Map<String, Reply<Tree>> health, long maxAgeSeconds) {
        if (health.isEmpty()) {
            return Result.unknown(
                    SUBJECT,
                    "no ready pod can report its facts about the VPC",
                    "start the pods first (see the line \"endpoints\")");
        }
        PodFacts facts = new PodFacts(maxAgeSeconds);
        health.forEach(facts::pod);
        return facts.result();
    }

    private void pod(String name, Reply<Tree> health) {
        health.fold(answer -> answered(name, vpc(answer)), missing -> {
            fix = missing.fix();
            return unknown.add("%s: %s".formatted(name, missing.reason()));
        });
    }

    private static Tree vpc(Tree answer) {
        return answer.trees("checks").stream()
                .filter(check -> check.text("name").filter("vpc"::equals).isPresent())
                .map(check -> check.at("data"))
                .findFirst()
                .orElse(Tree.EMPTY);
    }

    private boolean answered(String name, Tree vpc) {
        if (vpc.isEmpty()) {
            return unknown.add(name + ": its answer to /q/health/ready has no check named vpc");
        } else if (!vpc.flag("known").orElse(false)) {
            return warnings.add("%s has no facts about the VPC%s".formatted(name, faults(vpc)));
        }
        Optional<Long> age = vpc.integer("ageSeconds");
        String source = vpc.text("source").orElse("");
        String known = "%s: %s, %s"
                .formatted(
                        name,
                        source.equals("ec2") ? "EC2" : source,
                        age.map(seconds -> seconds + " s old").orElse("of unknown age"));
        boolean isOld = age.filter(seconds -> seconds > maxAgeSeconds).isPresent();
        boolean isFine = !isOld && faults(vpc).isEmpty();
        return isFine ? fine.add(known) : warnings.add(known + faults(vpc));
    }

    private static String faults(Tree vpc) {
        List<String> faults = vpc.keys().stream()
                .filter(key -> !STATUS.contains(key))
                .sorted()
                .map(key -> "%s: %s".formatted(key, vpc.text(key).orElse("")))
                .toList();
        return faults.isEmpty() ? "" : " (" + String.join("; ", faults) + ")";
    }

    private Result result() {
        if (!warnings.isEmpty()) {
            return Result.warning(
                    SUBJECT,
                    String.join("; ", warnings),
                    "grant the permissions in k8s/iam/policy.json to eniguard's role, or update the ConfigMap eniguard-vpc:"
                            + " see k8s/README.md");
        }
        return unknown.isEmpty()
                ? Result.ok(SUBJECT, String.join("; ", fine))
                : Result.unknown(SUBJECT, String.join("; ", unknown), fix);
    }
}
