package io.eniguard.rules;

import io.eniguard.cluster.ObjectId;
import io.eniguard.review.Judged;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The values that the findings of a rule depend on. These values are found by experiment: each value is removed from the rule's cases in
 * turn, and it counts as read if its removal changes the findings or the patch. Values that change only a message do not count.
 */
final class FactsRead {

    /** Fields of every object. They decide which rules apply and are therefore not listed. */
    private static final Set<String> OF_EVERY_OBJECT = Set.of("apiVersion", "kind");

    /** Fields whose members differ from object to object. Paths end at these fields. */
    private static final Set<String> OPEN = Set.of("labels", "annotations", "data", "containers", "requirements");

    private final Map<String, Set<String>> ofObject = new TreeMap<>();
    private final Map<String, Set<String>> ofVpc = new TreeMap<>();
    private final Set<String> ofCluster = new TreeSet<>();
    private final boolean patches;

    FactsRead(List<RuleCase> cases) {
        patches = cases.stream().anyMatch(ruleCase -> ruleCase.isNamed("patches"));
        cases.forEach(this::addFrom);
        ofObject.values().forEach(FactsRead::removePartsOfOthers);
    }

    /** Removes fields that are part of another listed field. */
    private static void removePartsOfOthers(Set<String> fields) {
        fields.removeIf(field -> fields.stream().anyMatch(other -> field.startsWith(other + ".")));
    }

    /** The fields that are read in the object under review, by its kind. */
    Map<String, Set<String>> ofObject() {
        return ofObject;
    }

    /** The keys that are read in files with facts of the VPC, and the fields that are read in the entries of each key. */
    Map<String, Set<String>> ofVpc() {
        return ofVpc;
    }

    /** The kinds of other objects that are read. */
    Set<String> ofCluster() {
        return ofCluster;
    }

    private void addFrom(RuleCase ruleCase) {
        String before = answer(ruleCase);
        addObject(ruleCase, before);
        addVpc(ruleCase, before);
        addCluster(ruleCase, before);
    }

    private void addObject(RuleCase ruleCase, String before) {
        Tree object = ruleCase.subject();
        Omission.ofEach(object.fields())
                .filter(omission -> !OF_EVERY_OBJECT.contains(omission.path().get(0)))
                .filter(omission -> isOther(before, ruleCase, omission.rest(), ruleCase.subjectPath()))
                .forEach(
                        omission -> ofObject.computeIfAbsent(ObjectId.of(object).kind(), kind -> new TreeSet<>())
                                .add(field(omission.path())));
    }

    private static String field(List<String> path) {
        int open = 0;
        while (open < path.size() && !OPEN.contains(path.get(open))) {
            open++;
        }
        return String.join(".", path.subList(0, Math.min(open + 1, path.size())));
    }

    private void addVpc(RuleCase ruleCase, String before) {
        Tree vpc = ruleCase.content().at("vpc");
        for (String key : vpc.keys()) {
            if (isOther(before, ruleCase, Omission.without(vpc.fields(), key), "vpc")) {
                ofVpc.computeIfAbsent(key, group -> new TreeSet<>());
            }
        }
        Omission.ofEach(vpc.fields())
                .filter(omission -> omission.path().size() > 1)
                .filter(omission -> isOther(before, ruleCase, omission.rest(), "vpc"))
                .forEach(omission -> ofVpc.computeIfAbsent(omission.path().get(0), group -> new TreeSet<>())
                        .add(String.join(
                                ".", omission.path().subList(1, omission.path().size()))));
    }

    private void addCluster(RuleCase ruleCase, String before) {
        List<Tree> others = ruleCase.content().trees("cluster");
        for (int i = 0; i < others.size(); i++) {
            List<?> rest = Omission.without(ruleCase.content().list("cluster"), i);
            if (isOther(before, ruleCase, rest, "cluster")) {
                ObjectId id = ObjectId.of(others.get(i));
                ofCluster.add(id.name().equals("aws-node") ? id.kind() + " " + id.name() : id.kind());
            }
        }
    }

    private boolean isOther(String before, RuleCase ruleCase, Object rest, String... place) {
        try {
            return !answer(ruleCase.with(rest, place)).equals(before);
        } catch (IllegalArgumentException e) {
            return false; // without an id, the case cannot be read
        }
    }

    private String answer(RuleCase ruleCase) {
        Reviewer reviewer = ruleCase.reviewer();
        ReviewRequest request = ruleCase.request();
        World world = ruleCase.world();
        List<String> findings = reviewer.validate(request, world).findings().stream()
                .map(FactsRead::withoutWords)
                .toList();
        return findings + (patches ? reviewer.mutate(request, world).patch().toString() : "");
    }

    private static String withoutWords(Judged judged) {
        Finding finding = judged.finding();
        return "%s %s %s".formatted(judged.action(), finding.outcome(), finding.field());
    }
}
