package io.eniguard.audit;

import io.eniguard.tree.Place;

/**
 * A warning about the way in which an object is written. Rules cannot give it, because a rule looks at one object and ignores files.
 *
 * @param message one line that contains the fix
 */
public record Remark(Place place, String message) {}
