/**
 * A real Kubernetes API server on this machine, for {@code eniguard demo} and for tests. The package runs etcd, kube-apiserver and kubectl,
 * and the servers listen on loopback only.
 *
 * <p>There is no controller manager, scheduler or kubelet, so nothing creates pods, empties deleted namespaces or collects garbage. Start
 * reading at {@link io.eniguard.localkube.LocalApiServer}; {@link io.eniguard.localkube.ApiServerBinaries} finds the programs and {@link
 * io.eniguard.localkube.KubeUser} sends requests to the API server.
 */
@NullMarked
package io.eniguard.localkube;

import org.jspecify.annotations.NullMarked;
