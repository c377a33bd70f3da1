package io.eniguard.tree;

/** A Kubernetes object, or a document of the same form, with its place in the input. */
public record PlacedObject(Tree object, Place place) {}
