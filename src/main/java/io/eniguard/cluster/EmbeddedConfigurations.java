package io.eniguard.cluster;

import io.eniguard.cluster.KubeletConfigMap.Broken;
import io.eniguard.cluster.KubeletConfigMap.Broken.Cause;
import io.eniguard.cluster.KubeletSettings.Form;
import io.eniguard.tree.Document;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlBudget;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the kubelet configurations in the texts of one ConfigMap. All texts share one budget, so many texts cost no more than one text.
 * Reading stops after {@value #MOST_ERRORS} errors, because malformed texts cost more than valid texts of the same length.
 */
final class EmbeddedConfigurations {

    private static final int MOST_ERRORS = 20;

    /**
     * The maximum number of malformed texts, such as scripts, that mention a kind but have no line with {@code kind:}. Further texts
     * without such a line are skipped and not reported.
     */
    private static final int MOST_OTHER_ERRORS = 200;

    // The pattern matches a line of YAML or JSON that names the kind. A ConfigMap may contain any text, so a malformed
    // text is only reported if it has a line of this form.
    private static final Pattern KIND_LINE =
            Pattern.compile("\\bkind[\"']?\\s*+:\\s*+[\"']?(KubeletConfiguration|NodeConfig)\\b");
    private static final Pattern USER_DATA = Pattern.compile("\\s*+(#!|MIME-Version:|Content-Type:)");

    private final YamlBudget budget = YamlBudget.ofObject();
    private final List<KubeletSettings> settings = new ArrayList<>();
    private final List<Broken> broken = new ArrayList<>();
    private int errors;
    private int otherErrors;

    /** @param texts the values of {@code data} by key */
    EmbeddedConfigurations(Map<String, String> texts) {
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            if (budget.isSpent()) {
                break;
            }
            if (!isWorthReading(entry.getValue())) {
                continue;
            }
            boolean hasKind = KIND_LINE.matcher(entry.getValue()).find();
            if (hasKind && errors == MOST_ERRORS) {
                String reason = "more than %d values cannot be read".formatted(MOST_ERRORS);
                broken.add(new Broken(entry.getKey(), 1, reason, Cause.TOO_LARGE));
                break;
            }
            if (hasKind || otherErrors < MOST_OTHER_ERRORS) {
                read(entry.getKey(), entry.getValue(), hasKind);
            }
        }
    }

    List<KubeletSettings> settings() {
        return settings;
    }

    List<Broken> broken() {
        return broken;
    }

    private static boolean isWorthReading(String text) {
        return text.contains(Form.KUBELET_CONFIGURATION.kind()) || text.contains(Form.NODE_CONFIG.kind());
    }

    private void read(String key, String text, boolean hasKind) {
        YamlReader.Outcome outcome = YamlReader.readUntilError(text, budget);
        int number = 0;
        for (Document document : outcome.documents()) {
            Tree content = Tree.of(document.content());
            int index = number++;
            Form.of(content).ifPresent(form -> settings.add(new KubeletSettings(form, key, index, content)));
        }
        YamlSyntaxException error = outcome.error();
        if (error == null) {
            return;
        }
        if (hasKind) {
            errors++;
        } else {
            otherErrors++;
        }
        // Once the budget is spent, no further texts are read. This is reported even if the text has no line that names
        // the kind.
        if (budget.isSpent() || hasKind) {
            broken.add(new Broken(key, error.line(), String.valueOf(error.getMessage()), cause(text, error)));
        }
    }

    private Cause cause(String text, YamlSyntaxException error) {
        if (!budget.isSpent() && USER_DATA.matcher(text).lookingAt()) {
            return Cause.USER_DATA;
        }
        return error.isTooLarge() ? Cause.TOO_LARGE : Cause.NOT_YAML;
    }
}
