package io.eniguard.rules;

import static java.util.stream.Collectors.toSet;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.ClusterSnapshotBuilder;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.net.CidrSet;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Requester;
import io.eniguard.review.Judged;
import io.eniguard.review.Patch;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.review.Verdict;
import io.eniguard.source.file.VpcDocument;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.InstanceFacts;
import io.eniguard.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A case of a rule, read from a file. It has a review, the facts about the VPC and the cluster, and the expected findings of the rule.
 *
 * <pre>
 * case: A sentence.
 * now: 2026-01-01T00:00:00Z            # optional; this is the default
 * settings: {permit-cidr: [CIDR], host-network-pods: 2, security-groups-per-eni: 5, warn-only: false,
 *            assume-aws-node: false}      # all optional; assume-aws-node assumes default settings like the command line without aws-node
 * policies: [{...}]                    # optional; documents of the kind CustomNetworkingPolicy
 * review: {operation: CREATE, user: name, object: {...}, oldObject: {...}}     # UPDATE_STATUS is an update of nodes/status
 * vpc: {...}                           # as the AWS CLI prints it; if absent, nothing is known
 * cluster: [{...}]                     # manifests; if absent, the cluster is empty and aws-node was not found
 * patch: [{op, path, value}]           # optional; the patch of the mutating webhook
 * expect: [{action, outcome, field, message, fix}]     # findings of this rule only; fields that an entry leaves out are not compared
 * </pre>
 *
 * <p>A case whose name starts with {@code exempts-} is based on another case and adds a setting or an annotation that exempts the object:
 *
 * <pre>
 * case: A sentence.
 * exempts: refuses-…                   # the other case
 * settings: {...}                      # settings, object, or both
 * object: {metadata: {...}}            # merged into the object under review
 * expect: [...]
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
            RuleCase read =
                    new RuleCase(file, file.getName(FOLDER.getNameCount()).toString(), content);
            return content.text("exempts")
                    .map(name -> read.over(read.named(name)))
                    .orElse(read);
        } catch (IOException | YamlSyntaxException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    /** Another case of the same rule. */
    private RuleCase named(String name) {
        return read(file.resolveSibling(name + ".yaml"));
    }

    /** The case that this one exempts from its consequences. */
    Optional<RuleCase> exempted() {
        return content.text("exempts").map(this::named);
    }

    private RuleCase over(RuleCase other) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(other.content.fields());
        merged.putAll(content.fields());
        return new RuleCase(file, ruleId, Tree.of(merged))
                .with(merge(other.subject(), content.at("object")), other.subjectPath());
    }

    private static Map<String, @Nullable Object> merge(Tree whole, Tree added) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(whole.fields());
        added.fields()
                .forEach((key, value) ->
                        merged.put(key, value instanceof Map<?, ?> ? merge(whole.at(key), Tree.of(value)) : value));
        return merged;
    }

    /** The object under review. For DELETE, this is the deleted object. */
    Tree subject() {
        return content.at(subjectPath());
    }

    String[] subjectPath() {
        boolean stays = content.at("review").keys().contains("object");
        return new String[] {"review", stays ? "object" : "oldObject"};
    }

    Verdict run() {
        return reviewer().review(request(), world());
    }

    /** Returns a reviewer that has only this rule and the rules that decide which ENIConfigs are fit to serve a node. */
    Reviewer reviewer() {
        Set<String> onEniConfigs =
                RuleCatalog.ENI_CONFIG.stream().map(rule -> rule.about().id()).collect(toSet());
        boolean isOnEniConfigs = onEniConfigs.contains(ruleId);
        return new Reviewer(
                about -> about.id().equals(ruleId) || (!isOnEniConfigs && onEniConfigs.contains(about.id())));
    }

    /** Reviews the object again after the verdict's patch was applied. */
    Verdict runOn(Verdict verdict) {
        ReviewRequest request = request();
        return reviewer()
                .review(
                        new ReviewRequest(
                                request.operation(),
                                verdict.patch().applyTo(request.object()),
                                request.before(),
                                request.requester()),
                        world());
    }

    /** The same case with one changed value. */
    RuleCase with(Object value, String... place) {
        return new RuleCase(file, ruleId, Patch.set(content, value, place).applyTo(content));
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
        VpcSnapshot facts = VpcDocument.read("vpc.json", vpc);
        return new World(facts, InstanceFacts.of(cluster(), facts), parameters(), now())
                .withPolicies(CasePolicies.read(content.trees("policies"), now()));
    }

    private Instant now() {
        return Instant.parse(content.text("now").orElse(NOW));
    }

    private ClusterSnapshot cluster() {
        ClusterSnapshotBuilder cluster = ClusterSnapshot.builder();
        if (content.flag("settings", "assume-aws-node").orElse(false)) {
            cluster.cni(CniSettings.assumedDefaults());
        }
        content.list("settings", "unlisted").stream()
                .flatMap(resource -> ReviewedKind.ofResource(String.valueOf(resource)).stream())
                .forEach(kind -> cluster.unlisted(Set.of(kind)));
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

    /** Returns whether the name of the file starts with this verb: {@code refuses-…}, {@code accepts-…}, {@code unknown-…} and so on. */
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
