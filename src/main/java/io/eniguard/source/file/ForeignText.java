package io.eniguard.source.file;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognizes texts that users give to eniguard although they are no manifests: user data of instances, and templates that are not rendered. */
final class ForeignText {

    /** The part of a text in which user data is recognized. A list of all nodes of a cluster is larger by far. */
    private static final int LOOKED_AT = 1 << 12;

    /** The part of a line in which an action is looked for. In a longer one, the regular expression would exceed the stack. */
    private static final int LONGEST_LINE = 1 << 9;

    private static final String IGNORED = "(?:[ \\t]*+(?:#[^\\n]*+)?\\r?\\n)*+[ \\t]*+";

    private static final Pattern MIME =
            Pattern.compile("\\s*+(?:--\\S++\\s++)?(?:MIME-Version|Content-Type):", Pattern.CASE_INSENSITIVE);

    private static final Pattern SCRIPT = Pattern.compile("\\s*+(?:#!|#cloud-config|<powershell>|<script>)");

    /** Matches tables without members, if there are any, and a member. */
    private static final Pattern TOML = Pattern.compile(
            "%1$s(?:\\[\\[?[\\w.\"' -]++\\]\\]?[ \\t]*+(?:#[^\\n]*+)?\\r?\\n%1$s)*+[\\w.\"'-]++[ \\t]*+=[ \\t]*+[^\\s=]"
                    .formatted(IGNORED));

    /** Matches the line of an action of a template that is neither quoted nor in a comment: Go and Jinja, ERB, Terraform. */
    private static final Pattern ACTION = Pattern.compile("(?:[^\"'#]|\"[^\"]*+\"|'[^']*+')*?(\\{\\{|\\{%|<%|%\\{).*+");

    private static final Pattern HELM = Pattern.compile(
            "\\{\\{[^{}\\n]*?(?:\\.(?:Values|Release|Chart|Capabilities|Template|Files)\\b|(?:include|define|template) \")");

    private ForeignText() {}

    /**
     * Returns what the text is, and what to do instead; empty if it may be a manifest.
     *
     * @param documents the documents that could be read. A text with an object is not foreign, even if it begins like a script: a
     *     manifest may name kubectl as its interpreter.
     */
    static Optional<String> reason(byte[] text, List<FileDocument> documents) {
        String start = new String(text, 0, Math.min(text.length, LOOKED_AT), StandardCharsets.UTF_8);
        return format(start)
                .filter(format -> documents.stream().noneMatch(ForeignText::isObject))
                .map(format -> "this is %s, not a manifest. Fix: %s".formatted(format, fix(start)));
    }

    private static String fix(String start) {
        return MIME.matcher(start).lookingAt()
                ? "check the NodeConfig in it as a file of its own, or put all of it into spec.userData of an EC2NodeClass"
                : "put it into spec.userData of an EC2NodeClass or into a ConfigMap, and check that object";
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
        // For example, a list of objects. The header of a table in TOML is a list of texts.
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
