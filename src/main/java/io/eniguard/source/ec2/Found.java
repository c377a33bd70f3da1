package io.eniguard.source.ec2;

import io.eniguard.vpc.VpcSnapshot;
import java.util.Optional;

/**
 * The result of a look-up.
 *
 * @param members the subnets and groups that exist, and newer facts about their VPCs and associations; no part of it is complete
 * @param failure why some ids may be missing; continues "and …" in a message. Empty: an id that is missing does not exist
 */
public record Found(VpcSnapshot members, Optional<String> failure) {}
