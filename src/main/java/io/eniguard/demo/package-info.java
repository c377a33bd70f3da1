/**
 * A real kube-apiserver on this machine, for {@code eniguard demo} and for tests: etcd, the API server and kubectl, on loopback alone.
 *
 * <p>Start with {@link io.eniguard.demo.LocalApiServer}; {@link io.eniguard.demo.ApiServerBinaries} finds the programs and
 * {@link io.eniguard.demo.KubeUser} is somebody who talks to the API server. There is no controller manager, scheduler or kubelet, so
 * nothing makes pods, deletes what a namespace held or collects garbage.
 */
@NullMarked
package io.eniguard.demo;

import org.jspecify.annotations.NullMarked;
