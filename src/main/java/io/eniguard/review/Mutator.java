package io.eniguard.review;

import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.List;

/** The mutating half of a rule. For an object with the proposal applied, it proposes no further change. */
interface Mutator<T> {

    /** Returns the rule that this is the mutating half of. */
    Rule<T> rule();

    /** @param object the document that {@code change} was read from: the patch must apply to it */
    Proposal propose(Change<T> change, Tree object, World world);

    /**
     * The changes that a mutator proposes.
     *
     * @param findings findings that remain with the patch applied, and that no rule on the patched object can report
     * @param notices notices to the requester about the patch
     */
    record Proposal(Patch patch, List<Finding> findings, List<Notice> notices) {

        static final Proposal NONE = of(Patch.NONE);

        static Proposal of(Patch patch) {
            return new Proposal(patch, List.of(), List.of());
        }
    }
}
