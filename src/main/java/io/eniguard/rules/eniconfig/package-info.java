/**
 * Rules for ENIConfigs. They judge the object itself, its subnet, its security groups, and the nodes that use it.
 *
 * <p>Start reading at {@link io.eniguard.rules.eniconfig.SubnetCidr}.
 */
@NullMarked
package io.eniguard.rules.eniconfig;

import org.jspecify.annotations.NullMarked;
