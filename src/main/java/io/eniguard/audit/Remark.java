package io.eniguard.audit;

import io.eniguard.tree.Place;

/**
 * Something that looks like a slip in how objects are written, and that no rule can see because a rule looks at one object.
 *
 * @param message one line, with its fix
 */
public record Remark(Place place, String message) {}
