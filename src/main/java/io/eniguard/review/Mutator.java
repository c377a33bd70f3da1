package io.eniguard.review;

import io.eniguard.rules.Change;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.List;

/** Something that eniguard sets right by itself. Applying what it proposes and asking again brings nothing new. */
interface Mutator<T> {

    /** @param object what {@code change} was read from: the patch must apply to it */
    Proposal propose(Change<T> change, Tree object, World world);

    /** @param findings what the requester should know of it, besides the patch */
    record Proposal(Patch patch, List<Judged> findings) {

        static final Proposal NONE = new Proposal(Patch.NONE, List.of());

        static Proposal of(Patch patch) {
            return new Proposal(patch, List.of());
        }
    }
}
