package io.eniguard.audit;

import io.eniguard.policy.Action;
import io.eniguard.review.Judged;
import io.eniguard.rules.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reasons for unknowns that two or more objects of a report share. A report for people shows each of these reasons once. */
public final class SharedUnknowns {

    private final Map<Key, SharedUnknown> byKey = new LinkedHashMap<>();

    private SharedUnknowns() {}

    /** The reason and the fix of a finding. Findings with equal keys are about the same missing fact. */
    private record Key(String reason, String fix) {

        static Key of(Finding.Unknown unknown) {
            return new Key(unknown.reason(), unknown.fix());
        }
    }

    private record Member(AuditedObject object, Judged judged) {}

    public static SharedUnknowns in(AuditReport report) {
        Map<Key, List<Member>> members = new LinkedHashMap<>();
        for (AuditedObject object : report.results()) {
            for (Judged judged : object.verdict().findings()) {
                if (judged.finding() instanceof Finding.Unknown unknown) {
                    members.computeIfAbsent(Key.of(unknown), absent -> new ArrayList<>())
                            .add(new Member(object, judged));
                }
            }
        }
        SharedUnknowns shared = new SharedUnknowns();
        members.forEach((key, same) -> {
            List<AuditedObject> objects = objects(same);
            if (objects.size() > 1) {
                shared.byKey.put(key, shared(key, same, objects));
            }
        });
        return shared;
    }

    /** Returns each object once. The members with the same object are adjacent, so each object is compared only with the previous one. */
    private static List<AuditedObject> objects(List<Member> members) {
        List<AuditedObject> objects = new ArrayList<>();
        for (Member member : members) {
            if (objects.isEmpty() || !objects.get(objects.size() - 1).equals(member.object())) {
                objects.add(member.object());
            }
        }
        return objects;
    }

    private static SharedUnknown shared(Key key, List<Member> members, List<AuditedObject> objects) {
        List<Judged> findings = members.stream().map(Member::judged).toList();
        return new SharedUnknown(
                key.reason(),
                key.fix(),
                findings.stream().map(Judged::action).max(Action::compareTo).orElse(Action.AUDIT),
                findings.stream().map(Judged::rule).distinct().toList(),
                objects);
    }

    /** Returns the shared reasons in order of their first appearance. */
    public List<SharedUnknown> list() {
        return List.copyOf(byKey.values());
    }

    /** Returns whether the finding has one of the shared reasons. */
    public boolean cover(Judged judged) {
        return judged.finding() instanceof Finding.Unknown unknown && byKey.containsKey(Key.of(unknown));
    }
}
