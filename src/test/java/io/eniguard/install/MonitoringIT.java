package io.eniguard.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts and dashboard of k8s/monitoring/ over what servers say at /q/metrics in good times and in bad ones. */
class MonitoringIT {

    private static final Pattern METRIC = Pattern.compile("\\b[a-z]+_[a-z_]+(?=[{\\[) ]|$)");

    /** Of others: names that Prometheus itself gives, and words of its language that look like metrics. */
    private static final Set<String> OTHERS = Set.of("up", "histogram_quantile");

    private final Path folder;
    private final Monitoring monitoring = Monitoring.read();

    MonitoringIT(@TempDir Path folder) throws Exception {
        this.folder = folder;
    }

    @Test
    void everyMetricIsOneThatAServerHas() throws Exception {
        PromQl.Scrape scrape;
        try (var server = ScrapedServer.inGoodTimes(folder)) {
            scrape = server.scrape();
        }
        Set<String> has = scrape.text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", -1)[0])
                .collect(Collectors.toSet());
        Set<String> named = new TreeSet<>();
        monitoring
                .expressions()
                .forEach(each -> METRIC.matcher(each.expr()).results().forEach(found -> named.add(found.group())));
        assertTrue(named.size() > 5, named::toString);
        named.removeAll(has);
        named.removeAll(OTHERS);
        assertEquals(Set.of(), named);
    }

    @Test
    void inGoodTimesEachExpressionFindsItsSeriesAndNoAlertFires() throws Exception {
        PromQl promQl = PromQl.build();
        try (var server = ScrapedServer.inGoodTimes(folder)) {
            PromQl.Scrape earlier = server.scrape();
            server.reviewsAllowed(20);
            List<JsonNode> answers = promQl.judge(monitoring.expressions(), "1,1", earlier, server.scrape());

            assertEquals(monitoring.expressions().count(), answers.size());
            assertEquals(
                    List.of(),
                    answers.stream().filter(each -> each.has("problem")).toList());
            assertEquals(Set.of(), firing(answers));
        }
    }

    @Test
    void inBadTimesEachAlertFires() throws Exception {
        PromQl promQl = PromQl.build();
        Set<String> fired = new TreeSet<>();
        try (var server = ScrapedServer.withOldFactsAndFewAddresses(folder)) {
            PromQl.Scrape earlier = server.scrape();
            server.reviewsDenied(30);
            server.requestsRefused(15);
            server.reviewArrivingSlowly();
            fired.addAll(firing(promQl.judge(alerts(), "1,0", earlier, server.scrape())));
            assertFalse(fired.contains("EniguardDown") || fired.contains("EniguardVpcUnknown"), fired::toString);
        }
        try (var server = ScrapedServer.withoutFacts(folder)) {
            PromQl.Scrape scrape = server.scrape();
            fired.addAll(firing(promQl.judge(alerts(), "1,1", scrape, scrape)));
            fired.addAll(firing(promQl.judge(alerts(), "0,0", scrape, scrape)));
        }
        assertEquals(alerts().map(Monitoring.Expression::name).collect(Collectors.toCollection(TreeSet::new)), fired);
    }

    private Stream<Monitoring.Expression> alerts() {
        return monitoring.alertExpressions();
    }

    private Set<String> firing(List<JsonNode> answers) {
        Set<String> alerts = alerts().map(Monitoring.Expression::name).collect(Collectors.toSet());
        return answers.stream()
                .filter(each -> each.path("series").asInt() > 0)
                .map(each -> each.path("name").asText())
                .filter(alerts::contains)
                .collect(Collectors.toSet());
    }
}
