/**
 * Clients of a Kubernetes API server. This package reads kubeconfig files, and sends single requests with a deadline.
 *
 * <p>Start reading at {@link io.eniguard.kube.KubeconfigFiles} and {@link io.eniguard.kube.KubeApi}.
 */
@NullMarked
package io.eniguard.kube;

import org.jspecify.annotations.NullMarked;
