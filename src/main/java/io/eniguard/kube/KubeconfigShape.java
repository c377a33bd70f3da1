package io.eniguard.kube;

import io.eniguard.text.PlainText;
import io.eniguard.tree.Document;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a text has the structure of a kubeconfig (client-go, tools/clientcmd/api/v1/types.go). A flaw is reported without text
 * from the file, because the values are credentials.
 */
final class KubeconfigShape {

    /** The lists of named entries. Each value of the map is the field that an entry has in addition to its name. */
    private static final Map<String, String> ENTRIES =
            Map.of("clusters", "cluster", "contexts", "context", "users", "user");

    private static final Set<String> MAPPINGS = Set.of("exec", "auth-provider", "config");
    private static final Set<String> NOT_READ = Set.of("extensions", "as-user-extra", "as-groups");

    /** The arguments and the environment of a credential plugin. */
    private static final Set<String> LISTS = Set.of("args", "env");

    /**
     * The fields that are used as a header, a URL or a file name. These fields must not contain line breaks. Other fields may have several
     * lines, such as the {@code installHint} of a plugin or a script in its arguments.
     */
    private static final Set<String> ONE_LINE = Set.of(
            "server",
            "tls-server-name",
            "proxy-url",
            "certificate-authority",
            "client-certificate",
            "client-key",
            "token",
            "tokenFile",
            "username",
            "password",
            "as",
            "as-uid",
            "namespace",
            "id-token",
            "access-token",
            "refresh-token");

    private static final String BASE64 = "-data";

    private final Document document;

    private KubeconfigShape(Document document) {
        this.document = document;
    }

    /** Returns the first flaw. Returns empty for a kubeconfig and for a text without content. */
    static Optional<KubeconfigFlaw> flaw(byte[] bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.length + 1);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult decoded = StandardCharsets.UTF_8.newDecoder().decode(in, text, true);
        text.flip();
        if (decoded.isError() || text.chars().anyMatch(character -> character == 0)) {
            return KubeconfigFlaw.inLine(1
                    + Math.toIntExact(
                            text.chars().filter(character -> character == '\n').count()));
        }
        YamlReader.Outcome read = YamlReader.readUntilError(text.toString());
        if (read.error() != null) {
            return Optional.of(flaw(read.error()));
        }
        List<Document> documents = read.documents().stream()
                .filter(document -> document.content() != null)
                .toList();
        if (documents.size() > 1) {
            return KubeconfigFlaw.inLine(documents.get(1).line());
        }
        return documents.isEmpty() ? Optional.empty() : new KubeconfigShape(documents.get(0)).flaw();
    }

    /**
     * Describes an error of the YAML reader. Only the message about an exceeded limit is kept, since other messages contain text from the
     * file.
     */
    private static KubeconfigFlaw flaw(YamlSyntaxException error) {
        return new KubeconfigFlaw(
                error.line(), error.isTooLarge() ? Optional.ofNullable(error.getMessage()) : Optional.empty());
    }

    private Optional<KubeconfigFlaw> flaw() {
        if (!(document.content() instanceof Map<?, ?> root) || !isScalar(root.get("current-context"))) {
            return KubeconfigFlaw.inLine(document.line());
        }
        return ENTRIES.entrySet().stream()
                .map(entry -> wrongEntry(root, root.get(entry.getKey()), entry.getValue()))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .flatMap(KubeconfigFlaw::inLine);
    }

    private Optional<Integer> wrongEntry(Map<?, ?> root, @Nullable Object entries, String member) {
        if (entries == null) {
            return Optional.empty();
        } else if (!(entries instanceof List<?> list)) {
            return Optional.of(document.lineOf(entries instanceof Map ? entries : root));
        } else {
            return list.stream()
                    .filter(entry -> !isEntry(entry, member))
                    .map(entry -> document.lineOf(entry instanceof Map || entry instanceof List ? entry : list))
                    .findFirst();
        }
    }

    private static boolean isEntry(@Nullable Object entry, String member) {
        return entry instanceof Map<?, ?> named && isScalar(named.get("name")) && isMapping(named.get(member));
    }

    private static boolean isMapping(@Nullable Object value) {
        return value == null
                || (value instanceof Map<?, ?> map
                        && map.entrySet().stream()
                                .allMatch(entry -> isMember(String.valueOf(entry.getKey()), entry.getValue())));
    }

    private static boolean isMember(String key, @Nullable Object value) {
        if (NOT_READ.contains(key)) {
            return true;
        } else if (MAPPINGS.contains(key)) {
            return isMapping(value);
        } else if (LISTS.contains(key) && value instanceof List<?> list) {
            return list.stream().allMatch(element -> element instanceof Map ? isMapping(element) : isScalar(element));
        } else if (key.endsWith(BASE64)) {
            return value == null || (value instanceof String text && isBase64(text));
        }
        return isScalar(value)
                && (!ONE_LINE.contains(key) || isOneLine(value))
                && (!key.equals("server") || value == null || isUrl(String.valueOf(value)));
    }

    private static boolean isScalar(@Nullable Object value) {
        return !(value instanceof Map || value instanceof List);
    }

    private static boolean isOneLine(@Nullable Object scalar) {
        return !(scalar instanceof String text) || PlainText.isPlain(text);
    }

    private static boolean isBase64(String text) {
        try {
            Base64.getDecoder().decode(text.replaceAll("[\r\n]", ""));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isUrl(String text) {
        try {
            URI url = new URI(text.contains("://") ? text : "https://" + text);
            return url.getHost() != null && url.getScheme().startsWith("http");
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
