package io.eniguard.doctor;

import io.eniguard.server.Build;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests {@code doctor} with faults of the installation. */
@InstalledEniguard
class DoctorInstallationIT {

    private final InstalledCluster cluster;

    DoctorInstallationIT(InstalledCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void aCaThatDidNotSignTheCertificateIsAProblem() throws Exception {
        String configuration = "validatingwebhookconfiguration/eniguard";
        String path = "/webhooks/0/clientConfig/caBundle";
        String before = cluster.kubectl("get", configuration, "--output=jsonpath={.webhooks[0].clientConfig.caBundle}");
        patch(configuration, path, base64(cluster.api().authority().certificatePem()));
        try {
            Examination run = Examination.of(cluster.environment());
            run.assertExitCode(1);
            run.assertLine(
                    "problem  certificate +Secret eniguard-tls: the caBundle of eniconfigs.validate.eniguard.io does not match:"
                            + " none of its CAs signed the certificate\n +Fix: certs/make-certs.sh");
        } finally {
            patch(configuration, path, before);
        }
    }

    private void patch(String configuration, String path, String value) throws Exception {
        cluster.kubectl("patch", configuration, "--type=json", """
                --patch=[{"op": "replace", "path": "%s", "value": "%s"}]""".formatted(path, value));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aSecretThatIsAbsentIsAProblem() throws Exception {
        cluster.kubectl("delete", "secret", "eniguard-tls", "--namespace=eniguard");
        try {
            Examination run = Examination.of(cluster.environment());
            run.assertExitCode(1);
            run.assertLine(
                    "problem  certificate +there is no Secret eniguard-tls in the namespace eniguard.*\n +Fix: certs/make-certs.sh\n");
        } finally {
            cluster.certify("certified-after-the-loss");
        }
    }

    @Test
    void noReadyEndpointIsAProblemAndOneAloneAWarning() throws Exception {
        try {
            cluster.ready(false, false);
            Examination none = Examination.of(cluster.environment());
            none.assertExitCode(1);
            none.assertLine("problem  endpoints +0 of 2 ready behind the Service eniguard/eniguard: ");

            cluster.ready(true, false);
            Examination one = Examination.of(cluster.environment(), "--fail-on", "warn");
            one.assertExitCode(1);
            one.assertLine(
                    "warning  endpoints +1 of 2 ready behind the Service eniguard/eniguard; no pod will answer ");
        } finally {
            cluster.ready(true, true);
        }
    }

    @Test
    void aWebhookThatIsNotRegisteredIsAProblem() throws Exception {
        cluster.kubectl("delete", "mutatingwebhookconfiguration", "eniguard");
        try {
            Examination run = Examination.of(cluster.environment());
            run.assertExitCode(1);
            run.assertLine(
                    "problem  webhooks +there is no MutatingWebhookConfiguration eniguard\n +Fix: ./eniguard render");
        } finally {
            cluster.kubectl(
                    "apply", "--filename=" + Path.of("k8s/base/webhooks.yaml").toAbsolutePath());
            cluster.certify("certified-again");
        }
    }

    @Test
    void webhooksThatAreSwitchedOffAreAProblem() throws Exception {
        emergency("off");
        try {
            Examination run = Examination.of(cluster.environment());
            run.assertExitCode(1);
            run.assertLine("problem  webhooks +the webhooks are switched off, so the API server does not call eniguard"
                    + "\n +Fix: ./eniguard emergency on");
        } finally {
            emergency("on");
        }
    }

    private void emergency(String position) throws Exception {
        Build.asked().run(cluster.environment(), List.of("emergency", position)).orThrow();
    }

    /** Deletes the webhook configurations, as the emergency procedure does. */
    @Test
    void withoutWebhooksNoWriteIsReportedAsRefused() throws Exception {
        cluster.kubectl("delete", "validatingwebhookconfiguration,mutatingwebhookconfiguration", "eniguard");
        cluster.ready(false, false);
        try {
            Examination run = Examination.of(cluster.environment());
            run.assertExitCode(1);
            run.assertLine(
                    "problem  endpoints +0 of 2 ready .*: writes are neither checked nor refused, because the API server does not call eniguard\n");
        } finally {
            cluster.ready(true, true);
            cluster.kubectl(
                    "apply", "--filename=" + Path.of("k8s/base/webhooks.yaml").toAbsolutePath());
            cluster.certify("certified-after-the-emergency");
        }
    }

    @Test
    void theFixForAClosedPortIsACommand() throws Exception {
        cluster.closePort();
        try {
            Examination run = Examination.of(cluster.environment());
            run.assertExitCode(1);
            run.assertLine(
                    "problem  webhook port +the security groups of the nodes \\(%s\\) do not allow TCP 9443 from the cluster security group %s.*\n"
                                    .formatted(cluster.nodeGroup(), cluster.clusterGroup())
                            + " +Fix: aws ec2 authorize-security-group-ingress --group-id %s --protocol tcp --port 9443"
                                    .formatted(cluster.nodeGroup())
                            + " --source-group " + cluster.clusterGroup());
        } finally {
            cluster.openPort();
        }
    }

    @Test
    void aPortIsOpenIfItAllowsAnotherGroupOfTheControlPlane() throws Exception {
        cluster.openPortToTheOtherGroup();
        try {
            Examination.of(cluster.environment()).assertLine("ok       webhook port +");
        } finally {
            cluster.closePortToTheOtherGroup();
        }
    }
}
