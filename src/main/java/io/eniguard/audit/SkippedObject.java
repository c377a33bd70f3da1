package io.eniguard.audit;

import io.eniguard.cluster.ObjectId;
import io.eniguard.tree.Place;

/** An object of a kind without rules. */
public record SkippedObject(ObjectId id, Place place) {}
