package io.eniguard.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallFailure;
import io.eniguard.aws.FailureKind;
import io.eniguard.doctor.ExaminationRequest.GivenOptions;
import io.eniguard.doctor.Gap.Cause;
import io.eniguard.policy.Parameters;
import io.eniguard.source.ec2.AwsProbe.Identity;
import io.eniguard.source.ec2.Permission;
import io.eniguard.source.ec2.Reading;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Vpc;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.vpc.VpcSnapshotBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Tests that a main question without an answer is a problem, unless a permission is missing. The number of other questions that were
 * answered must not matter. Otherwise, the exit code would depend on the speed of AWS and of this machine.
 */
class UnansweredTest {

    private static final Gap LATE = Gap.late(Duration.ofSeconds(15));

    private static final Reply<Identity> IDENTITY = Reply.of(new Identity("arn:aws:iam::1:user/ci", "1"));

    private static final Reply<List<Permission>> PERMISSIONS =
            Reply.of(List.of(new Permission("ec2:DescribeVpcs", Permission.Answer.GRANTED, Optional.empty())));

    private static final Reply<List<Permission>> NO_PERMISSIONS = Reply.of(List.of(new Permission(
            "ec2:DescribeVpcs",
            Permission.Answer.UNKNOWN,
            Optional.of(CallFailure.of(
                    FailureKind.TIMEOUT, "ec2:DescribeVpcs", "no answer to ec2:DescribeVpcs in time")))));

    private static final ExaminationRequest REQUEST = new ExaminationRequest(
            AwsSettings.NONE,
            new Installation("eniguard", "eniguard"),
            Parameters.DEFAULTS,
            Duration.ofSeconds(15),
            GivenOptions.NONE);

    @Test
    void answersAreNoProblem() {
        assertEquals(Map.of(), problems(IDENTITY, PERMISSIONS, Reply.of(reading(Map.of()))));
    }

    @Test
    void aLateIdentityIsAProblemHoweverManyPermissionsWereTried() {
        String message = "owner unknown: no answer within 15 s";
        for (Reply<List<Permission>> permissions :
                List.of(PERMISSIONS, NO_PERMISSIONS, Reply.<List<Permission>>missing(LATE))) {
            assertEquals(
                    Map.of("credentials", message),
                    problems(Reply.missing(LATE), permissions, Reply.of(reading(Map.of()))));
        }
    }

    @Test
    void aLateReadingIsAProblem() {
        assertEquals(Map.of("vpc", "no answer within 15 s"), problems(IDENTITY, PERMISSIONS, Reply.missing(LATE)));
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"CREDENTIALS", "ACCOUNT", "THROTTLED", "TIMEOUT", "ERROR"})
    void aVpcThatCannotBeReadIsAProblem(FailureKind kind) {
        assertEquals(
                Map.of("vpc", "vpc-1, from a node's instance or VPC_ID of aws-node; unknown whether it exists: broken"),
                problems(IDENTITY, PERMISSIONS, Reply.of(reading(Map.of(Part.VPCS, kind)))));
    }

    @Test
    void aVpcThatMayNotBeReadIsUnknown() {
        assertEquals(
                Map.of(), problems(IDENTITY, PERMISSIONS, Reply.of(reading(Map.of(Part.VPCS, FailureKind.DENIED)))));
    }

    @Test
    void aSlowListThatIsNoMainQuestionIsNoProblem() {
        assertEquals(
                Map.of(),
                problems(
                        IDENTITY,
                        NO_PERMISSIONS,
                        Reply.of(reading(
                                Map.of(Part.INTERFACES, FailureKind.TIMEOUT, Part.CLUSTER, FailureKind.TIMEOUT)))));
    }

    @ParameterizedTest
    @EnumSource
    void aSideThatWasAskedIsAlwaysAProblem(Cause cause) {
        Gap gap = new Gap(cause, "a reason", "a fix");
        for (Cause other : Cause.values()) {
            boolean isNothingAsked = cause == Cause.NOT_ASKED && other == Cause.NOT_ASKED;
            assertEquals(
                    isNothingAsked ? State.UNKNOWN : State.PROBLEM,
                    Doctor.unexamined("aws", gap, Optional.of(new Gap(other, "a reason", "a fix")))
                            .state());
        }
        assertEquals(
                State.PROBLEM, Doctor.unexamined("aws", gap, Optional.empty()).state());
    }

    private static Reading reading(Map<Part<?>, FailureKind> failed) {
        VpcSnapshotBuilder vpc = VpcSnapshot.builder(new VpcSnapshot.Origin("EC2", Optional.empty()))
                .clusterVpcId("vpc-1");
        if (!failed.containsKey(Part.VPCS)) {
            vpc.with(Part.VPCS, List.of(new Vpc("vpc-1", Optional.empty(), List.of(), false)));
        }
        Map<Part<?>, CallFailure> failures = new LinkedHashMap<>();
        failed.forEach((part, kind) -> failures.put(part, CallFailure.of(kind, "broken")));
        return new Reading(vpc.build(), failures);
    }

    private static Map<String, String> problems(
            Reply<Identity> identity, Reply<List<Permission>> permissions, Reply<Reading> reading) {
        Map<String, String> problems = new LinkedHashMap<>();
        AwsResults.ofAnswers(identity, permissions, reading, REQUEST, new Advice(REQUEST)).stream()
                .filter(result -> result.state() == State.PROBLEM)
                .forEach(result -> problems.put(result.subject(), result.message()));
        return problems;
    }
}
