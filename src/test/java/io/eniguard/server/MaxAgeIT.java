package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.source.ec2.Ec2Emulator;
import io.eniguard.source.ec2.Moto;
import io.eniguard.source.ec2.PodVpc;
import io.eniguard.source.ec2.Proxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which objects {@code serve --vpc ec2 --max-age} still refuses when it can no longer read the VPC from EC2. */
@Ec2Emulator
class MaxAgeIT {

    private static final int MAX_AGE_SECONDS = 6;

    private static final String ABSENT = "subnet-0123456789abcdef0";

    private static final Pattern AGE = Pattern.compile("\\(EC2, (\\d+) s ago");

    private static final Proxy.Weather STORM =
            (request, connection) -> connection.answer(Proxy.Answer.error(500, "InternalError", "oops"));

    private final Path folder;
    private final PodVpc vpc;
    private final Proxy proxy;
    private final CountDownLatch failedReading = new CountDownLatch(1);

    MaxAgeIT(Moto moto, @TempDir Path folder) throws IOException {
        this.folder = folder;
        vpc = PodVpc.build(moto, "max-age-" + System.nanoTime());
        proxy = Proxy.before(moto);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @Test
    void oldFactsRefuseOnlyByValuesThatNeverChange() throws Exception {
        try (ServedVpc server = start()) {
            server.untilKnown();
            proxy.weather(this::failReadings);
            // A reading that is already on its way may still succeed, and would make the facts new again.
            assertTrue(failedReading.await(30, TimeUnit.SECONDS), "no reading failed");
            String warned = server.until(ABSENT, MaxAgeIT::isRefused, MaxAgeIT::isAllowed);
            assertTrue(warned.contains("[subnet-exists] unknown whether " + ABSENT + " exists: "), warned);
            assertTrue(seconds(warned) >= MAX_AGE_SECONDS, warned);
            assertJudgedByOldFacts(server);

            proxy.weather(STORM);
            assertTrue(seconds(server.review(ABSENT, "3s")) >= MAX_AGE_SECONDS);
            assertJudgedByOldFacts(server);

            proxy.weather(Proxy.Weather.FAIR);
            server.until(ABSENT, MaxAgeIT::isAllowed, MaxAgeIT::isRefused);
        }
    }

    private void assertJudgedByOldFacts(ServedVpc server) throws Exception {
        assertRefused("subnet-zone", server.review("us-west-2b", vpc.subnet("pods-a"), vpc.podGroup(), "3s"));
        assertRefused("subnet-cidr", server.review(vpc.subnet("nodes-a"), "3s"));
        assertRefused("subnet-vpc", server.review(vpc.elsewhere(), "3s"));

        String group = server.review("us-west-2a", vpc.subnet("pods-a"), "sg-0123456789abcdef0", "3s");
        assertTrue(isAllowed(group), group);
        assertTrue(group.contains("[security-groups] unknown whether sg-0123456789abcdef0 exists: "), group);
        assertTrue(seconds(group) >= MAX_AGE_SECONDS, group);
    }

    private static void assertRefused(String rule, String review) {
        assertTrue(review.contains("\"allowed\":false"), review);
        assertTrue(review.contains("[" + rule + "] subnet-"), review);
    }

    private ServedVpc start() throws Exception {
        return ServedVpc.start(folder, vpc, proxy, "--max-age", MAX_AGE_SECONDS + "s");
    }

    /** Fails full readings but answers look-ups of single subnets and groups, so that only the age of the facts matters. */
    private void failReadings(Proxy.Request request, Proxy.Connection connection)
            throws IOException, InterruptedException {
        if (isLookUp(request)) {
            Proxy.Weather.FAIR.befall(request, connection);
        } else {
            failedReading.countDown();
            STORM.befall(request, connection);
        }
    }

    private static boolean isLookUp(Proxy.Request request) {
        return request.body().contains("=subnet-id&") || request.body().contains("=group-id&");
    }

    private static boolean isRefused(String review) {
        return review.contains("\"allowed\":false") && review.contains("[subnet-exists]");
    }

    private static boolean isAllowed(String review) {
        return review.contains("\"allowed\":true");
    }

    private static int seconds(String review) {
        Matcher age = AGE.matcher(review);
        assertTrue(age.find(), review);
        return Integer.parseInt(age.group(1));
    }
}
