package io.eniguard.cluster;

import io.eniguard.cluster.KubeletSettings.Form;
import io.eniguard.cluster.KubeletSettings.Limit;
import io.eniguard.tree.Document;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlBudget;
import io.eniguard.tree.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings for the number of pods in the user data of an EC2NodeClass that Karpenter does not override. Karpenter adds a NodeConfig of its
 * own, which sets {@code maxPods} in the configuration of the kubelet but no flag for it: karpenter-provider-aws,
 * pkg/providers/amifamily/bootstrap/nodeadm.go. nodeadm merges all NodeConfigs and keeps all flags: amazon-eks-ami,
 * nodeadm/internal/api/merge.go.
 *
 * @param maxPods the flag {@code --max-pods}, which overrides {@code maxPods}; empty if there is none
 * @param podsPerCore the number of pods for each vCPU; empty if it is not set
 */
public record UserDataPods(Optional<Limit> maxPods, OptionalLong podsPerCore) {

    static final UserDataPods NONE = new UserDataPods(Optional.empty(), OptionalLong.empty());

    private static final Pattern BOUNDARY = Pattern.compile("(?i)\\bboundary=\"?([^\";\\s]{1,70})");
    private static final Pattern END_OF_HEADERS = Pattern.compile("\\R[ \\t]*\\R");
    private static final int MOST_PARTS = 50;

    /** Whether the user data contains none of these settings. */
    public boolean isEmpty() {
        return maxPods.isEmpty() && podsPerCore.isEmpty();
    }

    /** Reads the settings from the NodeConfigs in user data, which is a YAML text or a MIME document with YAML texts. */
    static UserDataPods in(String userData) {
        if (!userData.contains(Form.NODE_CONFIG.kind())) {
            return NONE;
        }
        Optional<Limit> maxPods = Optional.empty();
        OptionalLong podsPerCore = OptionalLong.empty();
        YamlBudget budget = YamlBudget.ofObject();
        for (String part : parts(userData)) {
            for (Document document : YamlReader.readUntilError(part, budget).documents()) {
                Tree content = Tree.of(document.content());
                if (Form.of(content).filter(Form.NODE_CONFIG::equals).isPresent()) {
                    KubeletSettings settings = new KubeletSettings(Form.NODE_CONFIG, "", 0, content);
                    maxPods = settings.maxPodsFlag().isPresent() ? settings.maxPodsFlag() : maxPods;
                    podsPerCore = settings.podsPerCore().isPresent() ? settings.podsPerCore() : podsPerCore;
                }
            }
        }
        return new UserDataPods(maxPods, podsPerCore);
    }

    /** Returns the parts that may be NodeConfigs, without the headers of the parts. */
    private static List<String> parts(String userData) {
        Matcher boundary = BOUNDARY.matcher(userData);
        if (!boundary.find()) {
            return List.of(userData);
        }
        List<String> parts = new ArrayList<>();
        for (String part : userData.split("(?m)^--" + Pattern.quote(boundary.group(1)), MOST_PARTS)) {
            Matcher headers = END_OF_HEADERS.matcher(part);
            if (part.contains(Form.NODE_CONFIG.kind()) && headers.find()) {
                parts.add(part.substring(headers.end()));
            }
        }
        return parts;
    }
}
