/** Tests of how the server gets and replaces its facts. */
@NullMarked
package io.eniguard.server.facts;

import org.jspecify.annotations.NullMarked;
