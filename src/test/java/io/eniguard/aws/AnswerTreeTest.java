package io.eniguard.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.source.aws.AwsShapes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockState;
import software.amazon.awssdk.services.ec2.model.VpcIpv6CidrBlockAssociation;

/** Tests that answers of the SDK have the member names of the AWS CLI, so that one reader serves both. */
class AnswerTreeTest {

    @ParameterizedTest
    @CsvSource({"associated, true", "associating, false", "disassociated, false"})
    void theIpv6BlocksOfAVpcAreRead(String state, boolean isDualStack) {
        Vpc answer = Vpc.builder()
                .vpcId("vpc-0a1b2c3d4e5f60718")
                .ipv6CidrBlockAssociationSet(VpcIpv6CidrBlockAssociation.builder()
                        .ipv6CidrBlock("2600:1f14:abc::/56")
                        .ipv6CidrBlockState(
                                VpcCidrBlockState.builder().state(state).build())
                        .build())
                .build();
        assertEquals(isDualStack, AwsShapes.vpc(AnswerTree.of(answer)).isDualStack());
    }
}
