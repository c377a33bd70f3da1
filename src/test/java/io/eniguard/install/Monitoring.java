package io.eniguard.install;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of k8s/monitoring/ and the expressions in them. */
record Monitoring(List<JsonNode> alerts, List<JsonNode> panels) {

    /**
     * An expression of PromQL.
     *
     * @param name the name of the alert, or the title of the panel with the letter of the target
     */
    record Expression(String name, String expr) {

        /** Metrics of the audit, of policies and of their rules. */
        private static final Pattern OF_AUDIT = Pattern.compile("eniguard_(audit|break|custom|leader|policies)");

        /** Returns whether the expression uses metrics that have values only in a server of a real cluster with policies. */
        boolean isAboutAudit() {
            return OF_AUDIT.matcher(expr).find();
        }
    }

    static Monitoring read() throws IOException {
        Path folder = Path.of("k8s/monitoring");
        // The YAML mapper also reads the dashboard, because JSON is valid YAML.
        var mapper = new YAMLMapper();
        JsonNode rules = mapper.readTree(folder.resolve("prometheus-rules.yaml").toFile());
        JsonNode dashboard = mapper.readTree(folder.resolve("dashboard.json").toFile());
        return new Monitoring(
                elements(rules.at("/spec/groups"))
                        .flatMap(group -> elements(group.path("rules")))
                        .toList(),
                elements(dashboard.path("panels")).toList());
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    Stream<Expression> alertExpressions() {
        return alerts.stream()
                .map(alert -> new Expression(
                        alert.path("alert").asText(), alert.path("expr").asText()));
    }

    Stream<Expression> panelExpressions() {
        return panels.stream()
                .flatMap(panel -> elements(panel.path("targets"))
                        .map(target -> new Expression(
                                panel.path("title").asText() + " "
                                        + target.path("refId").asText(),
                                // Grafana replaces this variable with at least four times the scrape interval.
                                target.path("expr").asText().replace("$__rate_interval", "2m"))));
    }

    Stream<Expression> expressions() {
        return Stream.concat(alertExpressions(), panelExpressions());
    }

    /** Returns the names of the alerts that have series, and so would fire after their duration. */
    Set<String> firing(List<JsonNode> answers) {
        Set<String> names = alertExpressions().map(Expression::name).collect(Collectors.toSet());
        return answers.stream()
                .filter(each -> each.path("series").asInt() > 0)
                .map(each -> each.path("name").asText())
                .filter(names::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
