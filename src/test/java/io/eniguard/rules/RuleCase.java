package io.eniguard.rules;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.net.CidrSet;
import io.eniguard.review.Judged;
import io.eniguard.review.Patch;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.review.Verdict;
import io.eniguard.source.file.VpcDocument;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import io.eniguard.world.Parameters;
import io.eniguard.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A case of a rule, read from a file: a review, what is known of the VPC and the cluster, and what the rule is expected to say.
 *
 * <pre>
 * case: A sentence.
 * now: 2026-01-01T00:00:00Z            # optional
 * settings: {permit-cidr: [CIDR], host-network-pods: 2, security-groups-per-eni: 5, warn-only: false,
 *            assume-aws-node: false}      # all optional; the last one is what the command line does when nobody has seen aws-node
 * review: {operation: CREATE, user: name, object: {...}, oldObject: {...}}     # operation also UPDATE_STATUS for nodes/status
 * vpc: {...}                           # as the AWS CLI prints it; absent: nothing is known
 * cluster: [{...}]                     # manifests; absent: none, and aws-node has not been seen
 * patch: [{op, path, value}]           # optional: what eniguard sets right by itself
 * expect: [{action, outcome, field, message, fix}]     # of this rule only; what an entry leaves out is not compared
 * </pre>
 */
record RuleCase(Path file, String ruleId, Tree content) {

    static final Path FOLDER = Path.of("src/test/rules");

    private static final String NOW = "2026-01-01T00:00:00Z";

    static List<RuleCase> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(RuleCase::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuleCase read(Path file) {
        try {
            Tree content =
                    Tree.of(YamlReader.readAll(Files.readString(file)).get(0).content());
            return new RuleCase(file, file.getName(FOLDER.getNameCount()).toString(), content);
        } catch (IOException | YamlSyntaxException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    Verdict run() {
        return new Reviewer(about -> about.id().equals(ruleId)).review(request(), world());
    }

    /** What is said of the object once it is as the verdict's patch makes it. */
    Verdict runOn(Verdict verdict) {
        ReviewRequest request = request();
        return new Reviewer(about -> about.id().equals(ruleId))
                .review(
                        new ReviewRequest(
                                request.operation(),
                                verdict.patch().applyTo(request.object()),
                                request.before(),
                                request.requester()),
                        world());
    }

    ReviewRequest request() {
        Tree review = content.at("review");
        return new ReviewRequest(
                Operation.valueOf(review.text("operation").orElse("CREATE")),
                review.at("object"),
                review.at("oldObject"),
                new Requester(review.text("user").orElse("someone@example.com")));
    }

    World world() {
        List<Tree> vpc = content.value("vpc").isPresent() ? List.of(content.at("vpc")) : List.of();
        return new World(
                VpcDocument.read("vpc.json", vpc),
                cluster(),
                parameters(),
                Instant.parse(content.text("now").orElse(NOW)));
    }

    private ClusterSnapshot cluster() {
        ClusterSnapshot.Builder cluster = ClusterSnapshot.builder();
        if (content.flag("settings", "assume-aws-node").orElse(false)) {
            cluster.cni(CniSettings.assumedDefaults());
        }
        return cluster.addAll(content.trees("cluster")).build();
    }

    private Parameters parameters() {
        Tree settings = content.at("settings");
        return new Parameters(
                CidrSet.of(settings.list("permit-cidr").stream()
                        .map(String::valueOf)
                        .toArray(String[]::new)),
                settings.integer("host-network-pods").map(Long::intValue).orElse(Parameters.DEFAULT_HOST_NETWORK_PODS),
                settings.integer("security-groups-per-eni")
                        .map(Long::intValue)
                        .orElse(Parameters.DEFAULT_SECURITY_GROUPS_PER_INTERFACE),
                Parameters.DEFAULT_MAX_AGE,
                settings.flag("warn-only").orElse(false));
    }

    /** Whether the file says so of the rule: {@code refuses-…}, {@code accepts-…} or {@code unknown-…}. */
    boolean isNamed(String verb) {
        return file.getFileName().toString().startsWith(verb + "-");
    }

    static Map<String, Object> describe(Judged judged) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("action", judged.action().word());
        entry.put("outcome", judged.finding().outcome());
        entry.put("field", judged.finding().field());
        entry.put("message", judged.finding().message());
        entry.put("fix", judged.finding().fix());
        return entry;
    }

    static Map<String, Object> describe(Patch.Add add) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("op", "add");
        entry.put("path", add.pointer());
        entry.put("value", add.value());
        return entry;
    }
}
