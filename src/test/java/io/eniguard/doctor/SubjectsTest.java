package io.eniguard.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.RegionChoice;
import io.eniguard.doctor.ExaminationRequest.GivenOptions;
import io.eniguard.policy.Parameters;
import io.eniguard.registration.WebhookConfigurations;
import io.eniguard.tree.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests how the smaller subjects of the doctor judge an answer. */
class SubjectsTest {

    private static final Installation INSTALLATION = new Installation("eniguard", "eniguard");

    private static final Advice ADVICE = new Advice(new ExaminationRequest(
            AwsSettings.NONE,
            INSTALLATION,
            Parameters.DEFAULTS,
            Duration.ofSeconds(15),
            new GivenOptions(" --cluster-name prod --namespace guard", " --cluster-name prod")));

    @ParameterizedTest
    @CsvSource({
        "0, OK",
        "60, OK",
        "-60, OK",
        "61, WARNING",
        "-61, WARNING",
        "240, WARNING",
        "-240, WARNING",
        "241, PROBLEM",
        "-241, PROBLEM"
    })
    void aClockMayDifferByOneMinuteButNotByFour(long seconds, State state) {
        assertEquals(
                state, Clocks.judge(Map.of("AWS", Duration.ofSeconds(seconds))).state());
    }

    @Test
    void theClockMessageNamesTheDirectionOfTheError() {
        assertEquals(
                "the clock of this machine is 90 s behind AWS",
                Clocks.judge(Map.of("AWS", Duration.ofSeconds(-90))).message());
        assertEquals(State.UNKNOWN, Clocks.judge(Map.of()).state());
    }

    @Test
    void aRegionInWhichNoNodeRunsIsAWarning() {
        RegionChoice asked = new RegionChoice("us-east-1", "AWS_REGION");
        assertEquals(
                "us-east-1 (AWS_REGION), but nodes run in us-west-2",
                AwsResults.region(asked, Optional.of("us-west-2"), ADVICE).message());
        assertEquals(
                State.OK,
                AwsResults.region(asked, Optional.of("us-east-1"), ADVICE).state());
        assertEquals(
                State.OK, AwsResults.region(asked, Optional.empty(), ADVICE).state());
    }

    @Test
    void aPodWithTwoAddressFamiliesIsOneEndpoint() {
        Endpoints endpoints = Endpoints.from(Yaml.of("""
                items:
                  - ports: [{port: 10443}]
                    endpoints: [{conditions: {}, addresses: [10.0.0.1], targetRef: {kind: Pod, name: a}}]
                  - ports: [{port: 10443}]
                    endpoints: [{conditions: {}, addresses: ["fd00::1"], targetRef: {kind: Pod, name: a}}]
                """));
        assertEquals(10443, endpoints.port());
        assertEquals(
                "1 of 1 ready behind the Service eniguard/eniguard; no pod will answer while the only ready pod is replaced",
                endpoints.judge(INSTALLATION, registered("Fail")).message());
    }

    @Test
    void withoutAReadyPodOnlyARegisteredWebhookRefusesAnything() {
        Endpoints none = new Endpoints(List.of(), 9443);
        String count = "0 of 0 ready behind the Service eniguard/eniguard: ";
        assertEquals(
                count + "writes of ENIConfigs are refused, and other writes are not checked",
                none.judge(INSTALLATION, registered("Fail")).message());
        assertEquals(
                count + "writes are neither checked nor refused",
                none.judge(INSTALLATION, registered("Ignore")).message());
        assertEquals(
                count + "writes are neither checked nor refused, because the API server does not call eniguard",
                none.judge(INSTALLATION, Reply.of(new RegisteredWebhooks(List.of())))
                        .message());
        assertEquals(
                count + "writes of ENIConfigs are refused if the webhooks are registered",
                none.judge(INSTALLATION, Reply.missing(Gap.unanswered("it is forbidden", "get rights")))
                        .message());
    }

    @Test
    void commandsInFixesRepeatTheOptions() {
        assertEquals("./eniguard check --cluster kube --vpc ec2 --cluster-name prod", ADVICE.checkCommand());
        assertEquals(
                "./eniguard doctor --cluster-name prod --namespace guard --region us-west-2",
                ADVICE.doctorCommand("--region us-west-2"));
        assertEquals(
                "certs/make-certs.sh --namespace guard --service hook",
                new Installation("guard", "hook").certificateCommand());
    }

    @Test
    void renderedWebhooksAreFine() {
        assertEquals(
                "9 in both configurations, which call eniguard/eniguard",
                new Webhooks(INSTALLATION).judge(validating("Fail"), mutating()).message());
    }

    @Test
    void aMissingWebhookOrAnotherFailurePolicyIsReported() {
        Result otherwise = new Webhooks(INSTALLATION).judge(validating("Ignore"), mutating());
        assertEquals(State.WARNING, otherwise.state());
        assertEquals("eniconfigs.validate.eniguard.io has failurePolicy Ignore, not Fail", otherwise.message());

        Result missing = new Webhooks(INSTALLATION).judge(validating("Fail"), ok(Yaml.of("webhooks: []")));
        assertEquals(
                "the MutatingWebhookConfiguration lacks nodes.mutate.eniguard.io and kubeletconfigs.mutate.eniguard.io",
                missing.message());
    }

    @Test
    void webhooksOfAnotherServiceAreAProblem() {
        assertEquals(
                "the webhooks call the Service eniguard/eniguard, not other/eniguard",
                new Webhooks(new Installation("other", "eniguard"))
                        .judge(validating("Fail"), mutating())
                        .message());
    }

    @Test
    void aConfigurationThatMayNotBeReadIsUnknown() {
        Reply<Optional<Tree>> forbidden = Reply.missing(Gap.unanswered("it is forbidden", "get rights"));
        assertEquals(
                State.UNKNOWN,
                new Webhooks(INSTALLATION).judge(forbidden, mutating()).state());
    }

    @Test
    void podsReportTheAgeOfTheirFactsAndMissingParts() {
        assertEquals("ok: a: EC2, 20 s old", facts("{source: ec2, known: true, ageSeconds: 20}"));
        assertEquals("warning: a: EC2, 901 s old", facts("{source: ec2, known: true, ageSeconds: 901}"));
        assertEquals(
                "warning: a: EC2, 20 s old (VPCs: AWS refuses ec2:DescribeVpcs)",
                facts("{source: ec2, known: true, ageSeconds: 20, VPCs: 'AWS refuses ec2:DescribeVpcs'}"));
        assertEquals("ok: a: /etc/eniguard/vpc, of unknown age", facts("{source: /etc/eniguard/vpc, known: true}"));
        assertEquals("warning: a has no facts about the VPC", facts("{source: ec2, known: false}"));
    }

    @Test
    void aPodThatCannotBeAskedIsUnknown() {
        assertEquals(
                "b: pods/proxy is forbidden",
                PodFacts.judge(Map.of("b", Reply.missing(Gap.unanswered("pods/proxy is forbidden", "grant it"))), 900)
                        .message());
    }

    @Test
    void foreignTextsStayOnOneLine() {
        Result result = Result.unknown("subject", "a\nb\u001B[31m", "c\r\nd");
        assertFalse((result.message() + result.fix().orElseThrow()).matches("(?s).*\\p{Cntrl}.*"), result::toString);
    }

    private static String facts(String data) {
        Tree answer = Yaml.of("checks: [{name: cluster, data: {}}, {name: vpc, data: %s}]".formatted(data));
        Result result = PodFacts.judge(new TreeMap<>(Map.of("a", Reply.of(answer))), 900);
        return result.state().word() + ": " + result.message();
    }

    private static Reply<Optional<Tree>> validating(String policy) {
        return ok(Yaml.of(yaml()[0].replace("failurePolicy: Fail", "failurePolicy: " + policy)));
    }

    private static Reply<Optional<Tree>> mutating() {
        return ok(Yaml.of(yaml()[1]));
    }

    private static String[] yaml() {
        return new WebhookConfigurations(INSTALLATION.target(), Optional.empty(), false)
                .yaml()
                .split("---\n");
    }

    private static Reply<Optional<Tree>> ok(Tree body) {
        return Reply.of(Optional.of(body));
    }

    private static Reply<RegisteredWebhooks> registered(String policy) {
        return Reply.of(RegisteredWebhooks.of(validating(policy), mutating()));
    }
}
