package io.eniguard.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Recognizes answers that do not come from AWS, such as a proxy's login page that has the status 200. The SDK would parse the page as an
 * empty list, and eniguard would report every subnet as missing.
 */
final class ForeignAnswer {

    /** Matches the beginning of an answer from AWS: comments and the root element of EC2 and STS, or the JSON object of EKS. */
    private static final Pattern OF_AWS = Pattern.compile(
            "\\s*(?:<\\?.*?\\?>\\s*|<!--.*?-->\\s*)*<(?:\\w+:)?\\w+Response[\\s/>].*|\\s*\\{.*", Pattern.DOTALL);

    private static final int LOOKED_AT = 2048;

    private ForeignAnswer() {}

    static SdkClientException foreign() {
        return SdkClientException.create("the answer does not come from AWS, but perhaps from a proxy");
    }

    /**
     * Checks the beginning of the content, and returns the content unchanged.
     *
     * @throws SdkClientException if the content does not come from AWS or breaks off
     */
    static InputStream checked(InputStream content) {
        try {
            byte[] start = content.readNBytes(LOOKED_AT);
            if (!OF_AWS.matcher(new String(start, StandardCharsets.ISO_8859_1)).matches()) {
                throw foreign();
            }
            return new SequenceInputStream(new ByteArrayInputStream(start), content);
        } catch (IOException e) {
            throw RetryableException.create("the answer broke off", e);
        }
    }
}
