package io.eniguard.demo.script;

/**
 * One write, and its expected outcome.
 *
 * @param file of the manifest, below the folder of examples
 * @param isHighlight whether the demo shows the outcome by default
 */
public record Step(String file, DemoObject manifest, Actor actor, Write write, Expected expected, boolean isHighlight) {

    /** {@code kubelet creates Node ip-10-0-1-21}: for people, so without the domain of a node's name. */
    @Override
    public String toString() {
        return "%s %s %s".formatted(actor.word(), write.verb(), object());
    }

    /** {@code Node ip-10-0-1-21}. */
    public String object() {
        String name = manifest.name();
        boolean isNode = manifest.resource() == Resource.NODE;
        return manifest.resource().kind() + " " + (isNode ? name.split("\\.", 2)[0] : name);
    }
}
