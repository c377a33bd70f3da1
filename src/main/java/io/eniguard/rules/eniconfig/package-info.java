/**
 * Rules on ENIConfigs. The rules check the ENIConfig itself, its subnet, its security groups, and the nodes that use the ENIConfig.
 *
 * <p>Start reading at {@link io.eniguard.rules.eniconfig.SubnetCidr}.
 */
@NullMarked
package io.eniguard.rules.eniconfig;

import org.jspecify.annotations.NullMarked;
