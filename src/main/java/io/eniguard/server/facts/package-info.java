/**
 * The world that reviews run in: who refreshes it, where it is kept, and how an id that it lacks is looked up.
 *
 * <p>Start reading at {@link io.eniguard.server.facts.Knowledge}, the current world.
 */
@NullMarked
package io.eniguard.server.facts;

import org.jspecify.annotations.NullMarked;
