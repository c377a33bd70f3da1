package io.eniguard.localkube;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Custom resource definitions of the VPC CNI and of Karpenter, as they are published. The first line of each file names its source. */
public enum PublishedCrd {
    ENI_CONFIG("eniconfigs.crd.k8s.amazonaws.com", "eniconfig.crd.k8s.amazonaws.com.yaml"),
    EC2_NODE_CLASS("ec2nodeclasses.karpenter.k8s.aws", "karpenter.k8s.aws_ec2nodeclasses.yaml"),
    NODE_POOL("nodepools.karpenter.sh", "karpenter.sh_nodepools.yaml");

    private final String crdName;
    private final String file;

    PublishedCrd(String crdName, String file) {
        this.crdName = crdName;
        this.file = file;
    }

    /** The name of the CRD object, in the form {@code PLURAL.GROUP}. */
    public String crdName() {
        return crdName;
    }

    public String yaml() {
        String resource = "/eniguard/crds/" + file;
        try (InputStream in = PublishedCrd.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not in this build: " + resource);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
