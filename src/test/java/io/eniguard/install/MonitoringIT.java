package io.eniguard.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.eniguard.source.ec2.Ec2Emulator;
import io.eniguard.source.ec2.Moto;
import io.eniguard.source.ec2.PodVpc;
import io.eniguard.source.ec2.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the alerts and the dashboard of k8s/monitoring/ with the metrics of servers that work well and of servers with faults. */
@Ec2Emulator
class MonitoringIT {

    private static final Pattern METRIC = Pattern.compile("\\b[a-z]+_[a-z_]+(?=[{\\[) ]|$)");

    /** Names that do not come from eniguard: metrics of Prometheus itself and functions of PromQL that look like metrics. */
    private static final Set<String> OTHERS = Set.of("up", "histogram_quantile");

    private static final Proxy.Answer INTERNAL_ERROR = Proxy.Answer.error(500, "InternalError", "try again");
    private static final Proxy.Answer THROTTLING =
            Proxy.Answer.error(503, "RequestLimitExceeded", "Request limit exceeded.");
    private static final Proxy.Answer REFUSAL = Proxy.Answer.error(
            403, "UnauthorizedOperation", "You are not authorized to perform: ec2:DescribeInstances");

    private final Path folder;
    private final PodVpc vpc;
    private final Proxy ec2;
    private final Monitoring monitoring = Monitoring.read();

    MonitoringIT(Moto moto, @TempDir Path folder) throws Exception {
        this.folder = folder;
        vpc = PodVpc.build(moto, "monitoring-" + System.nanoTime());
        ec2 = Proxy.before(moto);
    }

    @AfterEach
    void close() throws Exception {
        ec2.close();
    }

    @Test
    void everyMetricInAnExpressionExistsInAServer() throws Exception {
        PromQl.Scrape scrape;
        try (var server = ScrapedServer.ofEc2(folder, vpc, ec2)) {
            server.await(MonitoringIT::isRead);
            scrape = server.scrape();
        }
        Set<String> has = scrape.text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", -1)[0])
                .collect(Collectors.toSet());
        Set<String> named = new TreeSet<>();
        expressions().forEach(each -> METRIC.matcher(each.expr()).results().forEach(found -> named.add(found.group())));
        assertTrue(named.size() > 5, named::toString);
        named.removeAll(has);
        named.removeAll(OTHERS);
        assertEquals(Set.of(), named);
    }

    @Test
    void withoutFaultsEachExpressionFindsItsSeriesAndNoAlertFires() throws Exception {
        PromQl promQl = PromQl.build();
        try (var server = ScrapedServer.ofEc2(folder, vpc, ec2)) {
            server.await(MonitoringIT::isRead);
            PromQl.Scrape earlier = server.scrape();
            server.reviewsAllowed(20);
            List<JsonNode> answers = promQl.judge(expressions(), "1,1", earlier, server.scrape());

            assertEquals(expressions().count(), answers.size());
            assertEquals(
                    List.of(),
                    answers.stream().filter(each -> each.has("problem")).toList());
            assertEquals(Set.of(), monitoring.firing(answers));
        }
    }

    @Test
    void withFaultsEachAlertFires() throws Exception {
        PromQl promQl = PromQl.build();
        Set<String> fired = new TreeSet<>();
        try (var server = ScrapedServer.withOldFactsAndLittleRoom(folder)) {
            PromQl.Scrape earlier = server.scrape();
            server.reviewsDenied(30);
            server.requestsRefused(15);
            server.reviewArrivingSlowly();
            fired.addAll(monitoring.firing(promQl.judge(alerts(), "1,0", earlier, server.scrape())));
            assertFalse(fired.contains("EniguardDown") || fired.contains("EniguardVpcUnknown"), fired::toString);
        }
        try (var server = ScrapedServer.withoutFacts(folder)) {
            server.certificateNearItsEnd();
            PromQl.Scrape scrape = server.scrape();
            fired.addAll(monitoring.firing(promQl.judge(alerts(), "1,1", scrape, scrape)));
            fired.addAll(monitoring.firing(promQl.judge(alerts(), "0,0", scrape, scrape)));
        }
        fired.addAll(whileEc2IsOutOfOrder(promQl));
        assertEquals(alerts().map(Monitoring.Expression::name).collect(Collectors.toCollection(TreeSet::new)), fired);
    }

    private Set<String> whileEc2IsOutOfOrder(PromQl promQl) throws Exception {
        ec2.weather((request, connection) -> connection.answer(INTERNAL_ERROR));
        try (var server = ScrapedServer.ofEc2(folder, vpc, ec2)) {
            server.await(metrics -> metrics.contains("eniguard_ec2_refresh_seconds_count 1"));
            PromQl.Scrape earlier = server.scrape();
            ec2.weather((request, connection) -> connection.answer(
                    switch (request.action()) {
                        case "ec2:DescribeInstances" -> REFUSAL;
                        case "ec2:DescribeVpcs", "ec2:DescribeSubnets", "ec2:DescribeSecurityGroups" -> THROTTLING;
                        default -> INTERNAL_ERROR;
                    }));
            server.await(metrics -> metrics.contains("eniguard_ec2_refresh_seconds_count 2"));
            return monitoring.firing(promQl.judge(alerts(), "1,1", earlier, server.scrape()));
        }
    }

    private static boolean isRead(String metrics) {
        return metrics.contains("eniguard_ec2_refresh_seconds_count 1")
                && metrics.contains("eniguard_eniconfig_free_prefixes{");
    }

    private Stream<Monitoring.Expression> alerts() {
        return monitoring.alertExpressions().filter(each -> !each.isAboutAudit());
    }

    /** Returns all expressions except those of the audit, which {@link AuditMonitoringIT} tests. */
    private Stream<Monitoring.Expression> expressions() {
        return monitoring.expressions().filter(each -> !each.isAboutAudit());
    }
}
