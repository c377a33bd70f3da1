package io.eniguard.audit;

import io.eniguard.tree.Place;

/**
 * A warning about the way in which an object is written. Rules cannot report these mistakes, because a rule checks one object and does not
 * know its file.
 *
 * @param message the mistake and the fix, on one line
 */
public record Remark(Place place, String message) {}
