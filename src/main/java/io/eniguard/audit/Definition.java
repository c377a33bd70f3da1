package io.eniguard.audit;

import io.eniguard.cluster.ObjectId;
import io.eniguard.tree.Place;

/** An object of any kind, with its place in the input. */
record Definition(ObjectId id, Place place) {}
