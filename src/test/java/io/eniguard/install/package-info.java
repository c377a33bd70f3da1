/** What somebody runs who installs eniguard: k8s/ and certs/, at a real API server. */
@NullMarked
package io.eniguard.install;

import org.jspecify.annotations.NullMarked;
