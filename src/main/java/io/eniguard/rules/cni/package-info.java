/**
 * Rules on the settings of the VPC CNI, which are environment variables of the DaemonSet aws-node. These rules only warn, because a cluster
 * without a CNI is worse off than a cluster whose CNI is misconfigured. Start reading at {@link io.eniguard.rules.cni.CniSettingsRule}.
 */
@NullMarked
package io.eniguard.rules.cni;

import org.jspecify.annotations.NullMarked;
