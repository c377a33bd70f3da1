package io.eniguard.demo.script;

/**
 * One write, and what must come of it.
 *
 * @param file where the manifest stands, below the folder of examples
 */
public record Step(String file, Manifest manifest, Actor actor, Write write, Expected expected) {

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
