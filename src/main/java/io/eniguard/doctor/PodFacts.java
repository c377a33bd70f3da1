package io.eniguard.doctor;

import io.eniguard.tree.Tree;
import io.eniguard.world.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the pods that answer know of the VPC and how old it is, by the word of their {@code /q/health/ready}. */
final class PodFacts {

    private static final String SUBJECT = "facts";

    /** Members of the VPC's part of the answer that are no trouble. */
    private static final List<String> PLAIN = List.of("source", "known", "ageSeconds");

    private final long maxAgeSeconds;
    private final List<String> fine = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    private PodFacts(long maxAgeSeconds) {
        this.maxAgeSeconds = maxAgeSeconds;
    }

    /**
     * @param health of each ready pod, by name
     * @param maxAgeSeconds beyond which rules do not rely on what can change
     */
    static Result judge(Map<String, Fact<Tree>> health, long maxAgeSeconds) {
        if (health.isEmpty()) {
            return Result.unknown(SUBJECT, "no pod is ready to tell what it knows of the VPC");
        }
        PodFacts facts = new PodFacts(maxAgeSeconds);
        health.forEach(facts::pod);
        return facts.result();
    }

    private void pod(String name, Fact<Tree> health) {
        health.fold(
                answer -> answered(name, vpc(answer)),
                missing -> unknown.add("%s: %s".formatted(name, missing.reason())));
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
            return unknown.add(name + " says nothing of the VPC");
        } else if (!vpc.flag("known").orElse(false)) {
            return warnings.add("%s knows nothing of the VPC%s".formatted(name, troubles(vpc)));
        }
        Optional<Long> age = vpc.integer("ageSeconds");
        String source = vpc.text("source").orElse("");
        String known = "%s: %s, %s"
                .formatted(
                        name,
                        source.equals("ec2") ? "EC2" : source,
                        age.map(seconds -> seconds + " s old").orElse("of an age that is not told"));
        boolean isOld = age.filter(seconds -> seconds > maxAgeSeconds).isPresent();
        boolean isFine = !isOld && troubles(vpc).isEmpty();
        return isFine ? fine.add(known) : warnings.add(known + troubles(vpc));
    }

    private static String troubles(Tree vpc) {
        List<String> troubles = vpc.keys().stream()
                .filter(key -> !PLAIN.contains(key))
                .sorted()
                .map(key -> "%s: %s".formatted(key, vpc.text(key).orElse("")))
                .toList();
        return troubles.isEmpty() ? "" : " (" + String.join("; ", troubles) + ")";
    }

    private Result result() {
        if (!warnings.isEmpty()) {
            return Result.warning(
                    SUBJECT,
                    String.join("; ", warnings),
                    "give eniguard's role what k8s/iam/policy.json holds, or put new files into the ConfigMap"
                            + " eniguard-vpc: k8s/README.md");
        }
        return unknown.isEmpty()
                ? Result.ok(SUBJECT, String.join("; ", fine))
                : Result.unknown(SUBJECT, String.join("; ", unknown));
    }
}
