package io.eniguard.audit;

import io.eniguard.cluster.ObjectId;
import io.eniguard.tree.Place;

/** An object that there are no rules for. */
public record SkippedObject(ObjectId id, Place place) {}
