/**
 * The rule on the settings of the VPC CNI, the environment of the DaemonSet aws-node. It can only warn: a CNI that is not
 * deployed costs more than one that is set up wrongly. Start reading at {@link io.eniguard.rules.cni.CniSettingsRule}.
 */
@NullMarked
package io.eniguard.rules.cni;

import org.jspecify.annotations.NullMarked;
