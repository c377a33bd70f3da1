package io.eniguard.doctor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests {@code doctor} with faults of AWS. */
@InstalledEniguard
class DoctorAwsIT {

    private final InstalledCluster cluster;

    DoctorAwsIT(InstalledCluster cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void removeFaults() {
        cluster.removeFaults();
    }

    @Test
    void aMissingPermissionIsNamed() throws Exception {
        cluster.refuse("ec2:DescribeRouteTables");
        Examination run = Examination.of(cluster.environment());

        run.assertExitCode(1);
        run.assertLine("problem  permissions +12 of 13 granted; AWS refuses ec2:DescribeRouteTables to"
                + " arn:aws:iam::123456789012:user/ci\n +Fix: grant the permissions in k8s/iam/policy.json");
    }

    @Test
    void withoutCredentialsTheClusterIsStillExamined() throws Exception {
        Map<String, String> environment = cluster.environment();
        environment.remove("AWS_ACCESS_KEY_ID");
        Examination run = Examination.of(environment);

        run.assertExitCode(1);
        run.assertLine("problem  aws +not examined: no AWS credentials: .*\n +Fix: log in again ");
        run.assertLine("ok       certificate +valid until ");
        assertFalse(run.out().contains("webhook port"), run::toString);
    }

    @Test
    void anEndpointThatNeverAnswersUsesOnlyPartOfTheTimeout() throws Exception {
        cluster.silence();
        long start = System.nanoTime();
        // With this timeout, a request may take ten seconds, so doctor must not wait for several requests in turn.
        Examination run = Examination.of(cluster.environment(), "--timeout", "30s");
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        run.assertExitCode(1);
        run.assertLine(
                "problem  aws +not examined: us-west-2 \\(AWS_REGION\\), no answer .*\n +Fix: raise --timeout \\(now 30s\\)");
        run.assertLine("ok       webhooks +9 in both configurations");
        assertTrue(took.compareTo(Duration.ofSeconds(30)) < 0, took::toString);
    }

    /** Reading tens of thousands of interfaces page by page takes a minute or more. */
    @Test
    void aSlowListDoesNotAffectTheOtherSubjects() throws Exception {
        cluster.silence("ec2:DescribeNetworkInterfaces");
        Examination run = Examination.of(cluster.environment(), "--timeout", "30s");

        run.assertExitCode(0);
        run.assertLine("ok       vpc +" + cluster.vpc().id());
        run.assertLine("ok       zones +each zone with nodes has an ENIConfig: us-west-2a and us-west-2b");
        run.assertLine("ok       webhook port +the cluster security group ");
        run.assertLine("unknown  permissions +12 of 13 granted; unknown for ec2:DescribeNetworkInterfaces: ");
    }

    /**
     * The exit code is the same as if AWS did not answer at all. It does not depend on how many requests a slow AWS answers in time.
     *
     * @param action the action as the proxy names it; the proxy adds the prefix of EC2 to actions of STS too
     */
    @ParameterizedTest
    @CsvSource({"ec2:GetCallerIdentity, credentials", "ec2:DescribeVpcs, vpc"})
    void aMainQuestionWithoutAnAnswerIsAProblem(String action, String subject) throws Exception {
        cluster.silence(action);
        Examination run = Examination.of(cluster.environment());

        run.assertExitCode(1);
        run.assertLine("problem  %s +.*no answer .*\n +Fix: ".formatted(subject));
    }

    @Test
    void withoutEksTheVpcComesFromANode() throws Exception {
        cluster.silence("eks:DescribeCluster");
        Examination run = Examination.of(cluster.environment(), "--timeout", "30s");

        run.assertExitCode(0);
        run.assertLine("ok       vpc +%s .*from a node's instance"
                .formatted(cluster.vpc().id()));
        run.assertLine("ok       zones +each zone with nodes ");
        run.assertLine("unknown  webhook port +");
    }

    @Test
    void aClockThatMakesAwsRefuseSignaturesIsAProblem() throws Exception {
        cluster.awsIsAhead(Duration.ofMinutes(10));
        Examination run = Examination.of(cluster.environment());

        run.assertExitCode(1);
        run.assertLine(
                "problem  clock +the clock of this machine is (599|600) s behind AWS, in step with the API server\n +Fix: ");
    }
}
