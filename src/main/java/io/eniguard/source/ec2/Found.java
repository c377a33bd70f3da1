package io.eniguard.source.ec2;

import io.eniguard.vpc.VpcSnapshot;
import java.util.Optional;

/**
 * The result of a look-up.
 *
 * @param members the subnets and groups that exist, and newer facts about their VPCs and associations; no part is complete
 * @param failure the reason why existing members may be missing, which can follow "and " in a message. If the reason is empty, members that
 *     are missing do not exist
 */
public record Found(VpcSnapshot members, Optional<String> failure) {}
