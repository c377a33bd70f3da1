/**
 * The facts that reviews use. The classes in this package keep and refresh the facts, and look up unknown ids.
 *
 * <p>Start reading at {@link io.eniguard.server.facts.Knowledge}, which keeps the current facts.
 */
@NullMarked
package io.eniguard.server.facts;

import org.jspecify.annotations.NullMarked;
