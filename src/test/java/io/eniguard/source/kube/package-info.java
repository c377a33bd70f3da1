/** Tests of the lists and watches at the API server. */
@NullMarked
package io.eniguard.source.kube;

import org.jspecify.annotations.NullMarked;
