/** Tests of kubeconfig files. */
@NullMarked
package io.eniguard.kube;

import org.jspecify.annotations.NullMarked;
