package io.eniguard.review;

import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.List;

/** The mutating half of a rule. A mutator proposes no further change for an object that already contains its proposal. */
interface Mutator<T> {

    /** Returns the rule that this mutator belongs to. */
    Rule<T> rule();

    /**
     * Returns the proposed changes; {@link Proposal#NONE} if there are none.
     *
     * @param object the document that {@code change} was read from; the patch must apply to this document
     */
    Proposal propose(Change<T> change, Tree object, World world);

    /**
     * The changes that a mutator proposes.
     *
     * @param findings the findings that remain after the patch and that no rule can find in the patched object
     * @param notices the notices to the requester about the patch
     */
    record Proposal(Patch patch, List<Finding> findings, List<Notice> notices) {

        static final Proposal NONE = of(Patch.NONE);

        static Proposal of(Patch patch) {
            return new Proposal(patch, List.of(), List.of());
        }
    }
}
