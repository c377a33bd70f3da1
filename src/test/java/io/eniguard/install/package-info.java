/** Tests of the installation: the manifests of k8s/ and the scripts of certs/, with a real API server. */
@NullMarked
package io.eniguard.install;

import org.jspecify.annotations.NullMarked;
