package io.eniguard.tree;

/** A Kubernetes object, or another document of the same form, and its place in the input. */
public record PlacedObject(Tree object, Place place) {}
