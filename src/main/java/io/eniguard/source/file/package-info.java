/**
 * Reads facts and objects from files: the AWS CLI's output and Kubernetes manifests, in YAML or JSON.
 *
 * <p>Each problem in a file is reported with its line, and all problems are reported together. Start reading at {@link
 * io.eniguard.source.file.VpcFiles} and {@link io.eniguard.source.file.ManifestFiles}.
 */
@NullMarked
package io.eniguard.source.file;

import org.jspecify.annotations.NullMarked;
