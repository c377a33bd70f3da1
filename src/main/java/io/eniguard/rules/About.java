package io.eniguard.rules;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What a rule says of itself: the source of its documentation.
 *
 * @param action what a violation leads to when no policy says otherwise
 * @param actionFor the same for requesters who are treated otherwise
 * @param operations those that the rule looks at
 * @param says the rule in a sentence, as something that holds of right objects
 * @param because why it matters, for someone whose nodes get no addresses
 * @param source where the reason can be read
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

    /** A rule on CREATE and UPDATE; more is said by the methods below. */
    public static About of(String id, Action action) {
        return new About(id, action, Map.of(), Set.of(Operation.CREATE, Operation.UPDATE), "", "", "");
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
