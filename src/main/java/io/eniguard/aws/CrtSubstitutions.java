package io.eniguard.aws;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;
import software.amazon.awssdk.http.auth.aws.crt.internal.signer.DefaultAwsCrtV4aHttpSigner;

/**
 * Replaces the SDK's calls of the AWS Common Runtime, an optional C library that eniguard does not contain. A JVM would fail only when it
 * reaches one of these calls, but a native executable could not be built with them. The calls create signatures and checksums that EC2, EKS
 * and STS do not need.
 */
@SuppressWarnings("DoNotCallSuggester") // the native image calls these methods
final class CrtSubstitutions {

    private CrtSubstitutions() {}

    private static UnsupportedOperationException absent() {
        return new UnsupportedOperationException("the AWS Common Runtime is not part of eniguard");
    }

    @TargetClass(className = "software.amazon.awssdk.http.auth.aws.internal.signer.util.OptionalDependencyLoaderUtil")
    static final class Signer {

        @Substitute
        public static DefaultAwsCrtV4aHttpSigner getDefaultAwsCrtV4aHttpSigner() {
            throw absent();
        }
    }

    @TargetClass(className = "software.amazon.awssdk.checksums.internal.ChecksumProvider")
    static final class Checksums {

        @Substitute
        static SdkChecksum createCrtCrc32C() {
            throw absent();
        }

        @Substitute
        static SdkChecksum crc64NvmeCrtImplementation() {
            throw absent();
        }

        @Substitute
        static SdkChecksum crtXxHash(ChecksumAlgorithm algorithm) {
            throw absent();
        }
    }
}
