@NullMarked
package io.eniguard.source.kube;

import org.jspecify.annotations.NullMarked;
