package io.eniguard.review;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.policy.Action;
import io.eniguard.policy.Actions;
import io.eniguard.policy.Exempted;
import io.eniguard.policy.Point;
import io.eniguard.policy.Requester;
import io.eniguard.rules.About;
import io.eniguard.rules.Finding;
import java.util.Optional;

/**
 * The consequence of a finding. Only this class decides consequences: at the webhook, in audits, in {@code check} and for the fitness of
 * ENIConfigs. Rules only report findings.
 *
 * @param action the action that eniguard takes; {@link Action#OFF} if the finding is left out
 * @param isWaived whether the object would be refused without {@code --warn-only} and without break glass
 * @param policy the name of the policy that decides the action; empty if no policy does
 * @param exempted the exemption that the finding falls under
 */
public record Consequence(Action action, boolean isWaived, Optional<String> policy, Optional<Exempted> exempted) {

    /** Creates a built-in consequence. */
    public Consequence(Action action, boolean isWaived) {
        this(action, isWaived, Optional.empty(), Optional.empty());
    }

    /** Creates a built-in consequence that is not waived. */
    public Consequence(Action action) {
        this(action, false);
    }

    /**
     * The circumstances in which a consequence is decided.
     *
     * @param kind the kind of the object, as policies name it
     * @param isOld whether an update leaves everything that the rule reads unchanged
     * @param isWaived whether {@code --warn-only} is set, or the requester breaks glass
     */
    record Circumstances(Point point, String kind, Requester.Kind requester, boolean isOld, boolean isWaived) {}

    /**
     * Decides the consequence. The consequence is the mildest of these actions:
     *
     * <ol>
     *   <li>the action of the rule for the requester, or of the policy; for an unknown, a warning, unless a policy says otherwise
     *   <li>an audit finding if an exemption is in force
     *   <li>the strictest action that the finding allows
     *   <li>a warning for requests that must never be denied, whatever a policy says
     *   <li>a warning if an update leaves everything that the rule reads unchanged, so that finalizers and labels can still be changed
     *   <li>a warning if {@code --warn-only} is set, or if the requester breaks glass
     * </ol>
     *
     * @param source the built-in actions of the rule, and the actions of the policy's entry
     */
    static Consequence of(Finding finding, ActionSource source, Circumstances here, Optional<Exempted> exempted) {
        Action wanted = source.action(finding, here).butAtMost(finding.atMost());
        if (wanted == Action.OFF) {
            return new Consequence(Action.OFF);
        } else if (exempted.isPresent()) {
            return new Consequence(Action.AUDIT, false, source.policy(), exempted);
        }
        Action action = wanted.butAtMost(mostFor(source, here));
        if (action != Action.DENY) {
            return new Consequence(action, false, source.policy(), Optional.empty());
        }
        boolean isWaived = here.isWaived() && !here.isOld();
        boolean isDenied = !here.isWaived() && !here.isOld();
        return new Consequence(isDenied ? Action.DENY : Action.WARN, isWaived, source.policy(), Optional.empty());
    }

    /**
     * Returns the strictest action allowed for the requester and the kind. If a cloud controller or a kubelet were refused, a node would
     * never start. If aws-node were refused, the cluster would have no network.
     */
    private static Action mostFor(ActionSource source, Circumstances here) {
        if (here.kind().equals(ClusterNode.KIND)) {
            return switch (here.requester()) {
                case PERSON -> Action.DENY;
                case MACHINE -> Action.WARN;
                case KUBELET -> source.about().actionFor().getOrDefault(Requester.Kind.KUBELET, Action.WARN);
            };
        }
        return here.kind().equals(CniSettings.KIND) && here.point() == Point.ADMISSION ? Action.WARN : Action.DENY;
    }

    /**
     * The actions that apply before all limits.
     *
     * @param actions the actions of the policy's entry
     * @param policy the name of the policy; empty if no entry selects the object
     */
    record ActionSource(About about, Actions actions, Optional<String> policy) {

        private Action action(Finding finding, Circumstances here) {
            Action builtIn = about.actionFor().getOrDefault(here.requester(), about.action());
            if (!(finding instanceof Finding.Unknown)) {
                return actions.ofViolation(here.point(), builtIn);
            }
            Action action = actions.ofUnknown(here.point(), Action.WARN);
            boolean canRefuseUnknown = here.kind().equals(EniConfig.KIND) && here.point() != Point.AUDIT;
            return canRefuseUnknown ? action : action.butAtMost(Action.WARN);
        }
    }

    /** Returns whether eniguard can refuse a change by the requester because of a violation of the rule, if no policy says otherwise. */
    static boolean canRefuse(About about, Requester requester) {
        return about.actionFor().getOrDefault(requester.kind(), about.action()) == Action.DENY;
    }

    /** Returns whether the object is refused, or would be refused without {@code --warn-only} and without break glass. */
    public boolean isRefusal() {
        return action == Action.DENY || isWaived;
    }
}
