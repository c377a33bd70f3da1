package io.eniguard.vpc;

import io.eniguard.net.Zone;
import java.util.Optional;

/**
 * An EC2 instance, as DescribeInstances describes it.
 *
 * @param subnetId the subnet of the primary interface; empty for a terminated instance
 */
public record Instance(String id, Optional<String> type, Optional<String> subnetId, Zone zone) implements Resource {}
