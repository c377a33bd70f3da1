package io.eniguard.report;

import io.eniguard.cluster.ObjectId;
import io.eniguard.review.Verdict;
import io.eniguard.tree.Place;

/** An object, where it is written, and what eniguard says of it. */
public record ReviewedObject(ObjectId id, Place place, Verdict verdict) {}
