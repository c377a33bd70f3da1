package io.eniguard.demo.script;

import java.util.Optional;

/**
 * A write of one object, and its expected outcome.
 *
 * @param file the file of the manifest, relative to the folder of examples
 * @param policy the policy that is in force for this step; empty if the policies stay as they are
 * @param isHighlight whether the demo shows the outcome by default
 */
public record Step(
        String file,
        DemoObject manifest,
        Actor actor,
        Write write,
        Optional<DemoPolicy> policy,
        Expected expected,
        boolean isHighlight) {

    /** Returns a text such as {@code kubelet creates Node ip-10-0-1-21}. The name of a node is shown without its domain. */
    @Override
    public String toString() {
        return "%s %s %s".formatted(actor.word(), write.verb(), object());
    }

    /** Returns a text such as {@code Node ip-10-0-1-21}. */
    public String object() {
        String name = manifest.name();
        boolean isNode = manifest.resource() == DemoKind.NODE;
        return manifest.resource().kind() + " " + (isNode ? name.split("\\.", 2)[0] : name);
    }
}
