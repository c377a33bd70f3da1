package io.eniguard.rules;

import io.eniguard.policy.Action;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Requester;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The description of a rule. The documentation page of the rule is generated from this description.
 *
 * @param action the default consequence of a violation
 * @param actionFor the consequences that differ from the default, by kind of requester
 * @param operations the operations that the rule checks
 * @param says the requirement, as a sentence without a full stop
 * @param because the reason for the rule, for a reader whose nodes get no addresses
 * @param source the URL of a page that gives the reason
 */
public record About(
        String id,
        Action action,
        Map<Requester.Kind, Action> actionFor,
        Set<Operation> operations,
        String says,
        String because,
        String source) {

    public About {
        actionFor = Map.copyOf(actionFor);
        operations = Set.copyOf(operations);
    }

    /**
     * Starts the description of a rule that checks the operations CREATE, UPDATE and EXISTS. The other methods complete the description.
     */
    public static About of(String id, Action action) {
        return new About(
                id, action, Map.of(), Set.of(Operation.CREATE, Operation.UPDATE, Operation.EXISTS), "", "", "");
    }

    public About insteadFor(Requester.Kind kind, Action other) {
        Map<Requester.Kind, Action> more = new EnumMap<>(Requester.Kind.class);
        more.putAll(actionFor);
        more.put(kind, other);
        return new About(id, action, more, operations, says, because, source);
    }

    public About on(Operation... some) {
        return new About(id, action, actionFor, Set.of(some), says, because, source);
    }

    public About says(String sentence) {
        return new About(id, action, actionFor, operations, sentence, because, source);
    }

    public About because(String reason) {
        return new About(
                id, action, actionFor, operations, says, reason.strip().replaceAll("\\s*\\n\\s*", " "), source);
    }

    public About source(String url) {
        return new About(id, action, actionFor, operations, says, because, url);
    }
}
