package io.eniguard.source.file;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognizes texts that are not manifests but are often passed to eniguard: user data of instances, and templates that are not rendered.
 */
final class ForeignText {

    /** The number of bytes at the start of a text in which user data is recognized. A list of all nodes of a cluster is much larger. */
    private static final int LOOKED_AT = 1 << 12;

    /**
     * The number of characters of a line that are searched for an action. In a longer part, the regular expression would overflow the
     * stack.
     */
    private static final int LONGEST_LINE = 1 << 9;

    private static final String IGNORED = "(?:[ \\t]*+(?:#[^\\n]*+)?\\r?\\n)*+[ \\t]*+";

    private static final Pattern MIME =
            Pattern.compile("\\s*+(?:--\\S++\\s++)?(?:MIME-Version|Content-Type):", Pattern.CASE_INSENSITIVE);

    private static final Pattern SCRIPT = Pattern.compile("\\s*+(?:#!|#cloud-config|<powershell>|<script>)");

    /** Matches any number of tables without members, followed by a member. */
    private static final Pattern TOML = Pattern.compile(
            "%1$s(?:\\[\\[?[\\w.\"' -]++\\]\\]?[ \\t]*+(?:#[^\\n]*+)?\\r?\\n%1$s)*+[\\w.\"'-]++[ \\t]*+=[ \\t]*+[^\\s=]"
                    .formatted(IGNORED));

    /** Matches a line with an action of a template outside quotes and comments. The actions are those of Go, Jinja, ERB and Terraform. */
    private static final Pattern ACTION = Pattern.compile("(?:[^\"'#]|\"[^\"]*+\"|'[^']*+')*?(\\{\\{|\\{%|<%|%\\{).*+");

    private static final Pattern HELM = Pattern.compile(
            "\\{\\{[^{}\\n]*?(?:\\.(?:Values|Release|Chart|Capabilities|Template|Files)\\b|(?:include|define|template) \")");

    private ForeignText() {}

    /**
     * Returns a message with the format of the text and a fix; empty if the text may be a manifest.
     *
     * @param documents the documents that could be read. A text with an object is not foreign, even if it begins like a script, because a
     *     manifest may name kubectl as its interpreter
     */
    static Optional<String> reason(byte[] text, List<FileDocument> documents) {
        String start = new String(text, 0, Math.min(text.length, LOOKED_AT), StandardCharsets.UTF_8);
        return format(start)
                .filter(format -> documents.stream().noneMatch(ForeignText::isObject))
                .map(format -> "this is %s, not a manifest. Fix: %s".formatted(format, fix(start)));
    }

    private static String fix(String start) {
        return MIME.matcher(start).lookingAt()
                ? "check the NodeConfig as a separate file, or put the whole document into spec.userData of an EC2NodeClass"
                : "put the text into spec.userData of an EC2NodeClass or into a ConfigMap, and check this object";
    }

    private static Optional<String> format(String start) {
        if (MIME.matcher(start).lookingAt()) {
            return Optional.of("a MIME document, such as the user data of an instance");
        } else if (TOML.matcher(start).lookingAt()) {
            return Optional.of("TOML, such as the user data of Bottlerocket");
        }
        return SCRIPT.matcher(start).lookingAt()
                ? Optional.of("a script, such as the user data of an instance")
                : Optional.empty();
    }

    private static boolean isObject(FileDocument document) {
        // A list can be a list of objects. The header of a table in TOML is a list of texts.
        boolean isList = document.document().content() instanceof List<?> list
                && list.stream().anyMatch(member -> member instanceof Map<?, ?>);
        return isList || document.tree().keys().contains("kind");
    }

    /**
     * Returns the reason for an error that an action of a template causes; empty if there is no action in the line of the error. A manifest
     * may contain actions for another program in quotes.
     *
     * @param line the line of the error
     */
    static Optional<String> template(String text, int line) {
        String whole = text.lines().skip(line - 1L).findFirst().orElse("");
        Matcher action = ACTION.matcher(whole.substring(0, Math.min(whole.length(), LONGEST_LINE)));
        if (!action.matches()) {
            return Optional.empty();
        }
        boolean isHelm = HELM.matcher(text).find();
        return Optional.of("%s is not YAML: this looks like a %stemplate. Fix: %s"
                .formatted(
                        action.group(1),
                        isHelm ? "Helm " : "",
                        isHelm
                                ? "run helm template first, and check its output"
                                : "render the template first, and check the result"));
    }
}
