package io.eniguard.audit;

import io.eniguard.cluster.ObjectId;
import io.eniguard.review.Verdict;
import io.eniguard.tree.Place;

/** An object that there are rules for, where it is written, and the verdict on it. */
public record AuditedObject(ObjectId id, Place place, Verdict verdict) {}
