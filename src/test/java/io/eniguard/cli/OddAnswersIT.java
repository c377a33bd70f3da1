package io.eniguard.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that doctor reports an answer in an unexpected format, and never reports it as a bug in eniguard. */
class OddAnswersIT {

    private static final Pattern ACTION = Pattern.compile("Action=(\\w+)");

    private final OutsideSettings settings;

    OddAnswersIT(@TempDir Path folder) {
        settings = new OutsideSettings(folder);
    }

    @AfterEach
    void restore() {
        settings.close();
    }

    /** The answer to the request for the version is valid, so that doctor sends its other requests. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "null",
                "7",
                "{\"items\": null}",
                "{\"metadata\": {}, \"items\": [null]}",
                "{\"items\": {\"a\": 7}}",
                "{\"items\": [null, 7, {}]}",
                "{\"metadata\": null, \"items\": []}",
                "{\"metadata\": 7, \"items\": []}",
                "{\"metadata\": {\"continue\": 7}, \"items\": [{\"metadata\": 7}]}",
                "{\"metadata\": {}, \"items\": [{\"metadata\": {\"labels\": 7, \"annotations\": [1]}, \"spec\": 7}]}",
                "{\"metadata\": {}, \"items\": [{\"metadata\": {\"annotations\": {\"a\": null}}}]}",
                "{\"kind\": \"Status\", \"message\": 7, \"code\": \"x\"}",
                "{\"webhooks\": [7, {\"name\": 7, \"clientConfig\": {\"url\": 7}}], \"data\": {\"tls.crt\": 7}}",
                "{\"data\": {\"tls.crt\": \"LS0t\"}, \"webhooks\": [{\"clientConfig\": {\"url\": \"x://[\", \"caBundle\": \"!\"}}]}",
                "{\"metadata\": {}, \"items\": [{\"endpoints\": [{\"addresses\": [null, \"a b\"], \"targetRef\": {\"kind\": \"Pod\","
                        + " \"name\": \"a b/%\"}}], \"ports\": [{\"port\": -1}]}]}",
                "{\"groups\": 7, \"resources\": [{\"kind\": 7}]}"
            })
    void ofAnApiServer(String body) throws Exception {
        try (AnsweringServer server = new AnsweringServer(
                Duration.ZERO,
                200,
                request -> request.startsWith("/version") ? "{\"gitVersion\": \"v1.35.0\"}" : body)) {
            settings.apiServerIsAt(server.url());
            DoctorRun.assertReport(DoctorRun.run());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<x/>",
                "<vpcSet><item/></vpcSet><subnetSet><item><subnetId/></item></subnetSet>",
                "<reservationSet><item><instancesSet><item/></instancesSet></item></reservationSet>",
                "<GetCallerIdentityResult><Arn>a&#10;b</Arn></GetCallerIdentityResult>",
                "<GetCallerIdentityResult><Arn>arn</Arn><Account>1</Account></GetCallerIdentityResult>"
                        + "<vpcSet><item><vpcId>v</vpcId><cidrBlock>x</cidrBlock></item></vpcSet>"
            })
    void ofAws(String content) throws Exception {
        try (AnsweringServer server = new AnsweringServer(Duration.ZERO, 200, request -> {
            Matcher action = ACTION.matcher(request);
            return action.find() ? "<%1$sResponse>%2$s</%1$sResponse>".formatted(action.group(1), content) : "{}";
        })) {
            settings.awsIsAt(server.url());
            DoctorRun.assertReport(DoctorRun.run());
        }
    }
}
