package io.eniguard.server.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.aws.CallFailure;
import io.eniguard.aws.FailureKind;
import io.eniguard.source.ec2.LiveVpc.Refresh;
import io.eniguard.source.ec2.Reading;
import io.eniguard.source.ec2.ReadingOutcome;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.VpcSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefreshLogTest {

    private static final String THROTTLED = "AWS throttles ec2:DescribeSubnets";
    private static final String REFUSED = "AWS refuses ec2:DescribeSubnets";
    private static final String READ = "INFO EC2: read vpc-0123456789abcdef0: 0 subnets, 1 group, 1.9 s";
    private static final String READ_AGAIN = "INFO EC2: read vpc-0123456789abcdef0 again: 0 subnets, 1 group, 1.9 s";

    private final List<String> lines = new ArrayList<>();
    private final RefreshLog log = new RefreshLog(line -> lines.add("INFO " + line), line -> lines.add("WARN " + line));

    @Test
    void oneLineIsEnoughForManyRefreshes() {
        for (int i = 0; i < 5; i++) {
            refresh();
        }
        assertEquals(List.of(READ), lines);
    }

    @Test
    void aFailureIsReportedOnceAndSoIsItsEnd() {
        refresh();
        for (int i = 0; i < 3; i++) {
            refresh(THROTTLED);
        }
        refresh();
        refresh();
        assertEquals(List.of(READ, "WARN EC2: " + THROTTLED, READ_AGAIN), lines);
    }

    @Test
    void aLastingFailureHidesNeitherTheFirstReadingNorTheEndOfAnother() {
        refresh(REFUSED);
        refresh(REFUSED, THROTTLED);
        refresh(REFUSED);
        assertEquals(
                List.of(
                        "WARN EC2: " + REFUSED,
                        "INFO EC2: read vpc-0123456789abcdef0: 1 group, 1.9 s",
                        "WARN EC2: " + THROTTLED,
                        "INFO EC2: read vpc-0123456789abcdef0 again: 1 group, 1.9 s"),
                lines);
    }

    @Test
    void aReadingThatBringsNothingIsNotCalledRead() {
        log.refreshed(new Refresh(
                new Reading(VpcSnapshot.nothing("EC2"), failures(THROTTLED)),
                ReadingOutcome.FAILED,
                Duration.ofMillis(1940)));
        refresh();
        assertEquals(List.of("WARN EC2: " + THROTTLED, READ), lines);
    }

    private void refresh(String... reasons) {
        var snapshot = VpcSnapshot.builder(new VpcSnapshot.Origin("EC2", Optional.empty()))
                .clusterVpcId("vpc-0123456789abcdef0")
                .with(Part.SECURITY_GROUPS, List.of(new SecurityGroup("sg-1", Optional.empty(), List.of())));
        if (reasons.length == 0) {
            snapshot.with(Part.SUBNETS, List.of());
        }
        log.refreshed(new Refresh(
                new Reading(snapshot.build(), failures(reasons)), ReadingOutcome.UNCHANGED, Duration.ofMillis(1940)));
    }

    private static Map<Part<?>, CallFailure> failures(String... reasons) {
        Map<Part<?>, CallFailure> failures = new LinkedHashMap<>();
        List<Part<?>> parts = List.of(Part.SUBNETS, Part.VPCS);
        for (int i = 0; i < reasons.length; i++) {
            failures.put(parts.get(i), CallFailure.of(FailureKind.ERROR, reasons[i]));
        }
        return failures;
    }
}
