package io.eniguard.vpc;

import io.eniguard.net.Zone;
import java.util.Optional;

/**
 * An EC2 instance, as DescribeInstances tells it.
 *
 * @param subnetId of its primary interface; empty once it is terminated
 */
public record Instance(String id, Optional<String> type, Optional<String> subnetId, Zone zone) implements Resource {}
