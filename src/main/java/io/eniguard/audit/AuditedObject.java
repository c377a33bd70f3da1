package io.eniguard.audit;

import io.eniguard.cluster.ObjectId;
import io.eniguard.review.Verdict;
import io.eniguard.tree.Place;

/** A reviewed object, with its place in the input and its verdict. */
public record AuditedObject(ObjectId id, Place place, Verdict verdict) {}
