package io.eniguard.audit;

import io.eniguard.cluster.ObjectId;
import io.eniguard.tree.Place;

/** An object and the place where it is written, whether or not there are rules for it. */
record Definition(ObjectId id, Place place) {}
