/**
 * Snapshots out of files: what the AWS CLI prints, and Kubernetes manifests.
 *
 * <p>Start reading at {@link io.eniguard.source.file.AwsShapes}.
 */
@NullMarked
package io.eniguard.source.file;

import org.jspecify.annotations.NullMarked;
