/**
 * The rule on zones that are forgotten: whether each zone in which nodes run, or may be launched, has an ENIConfig.
 *
 * <p>One class for each kind of object that says where nodes are. Start reading at {@code ZoneCoverageRule}, then at {@code Coverage}.
 */
@NullMarked
package io.eniguard.rules.zones;

import org.jspecify.annotations.NullMarked;
