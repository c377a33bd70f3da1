package io.eniguard.source.file;

import io.eniguard.tree.Place;
import io.eniguard.tree.Tree;

/** A Kubernetes object, or what is called like one, and where it is written. */
public record Manifest(Tree object, Place place) {}
