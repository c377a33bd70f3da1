package io.eniguard.tree;

/** An object of Kubernetes, or a document of the same form, and where it is written. */
public record PlacedObject(Tree object, Place place) {}
