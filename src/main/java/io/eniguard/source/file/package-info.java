/**
 * Facts and objects out of files: what the AWS CLI prints, and Kubernetes manifests, in YAML or JSON.
 *
 * <p>What is wrong with a file is told with its line, and all at once. Start reading at {@link io.eniguard.source.file.VpcFiles} and
 * {@link io.eniguard.source.file.ManifestFiles}.
 */
@NullMarked
package io.eniguard.source.file;

import org.jspecify.annotations.NullMarked;
