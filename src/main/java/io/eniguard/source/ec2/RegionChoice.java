package io.eniguard.source.ec2;

import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/** Which region to ask. */
final class RegionChoice {

    private RegionChoice() {}

    /**
     * As told, else the SDK's variables and profiles, else where the cluster's nodes run, else where this program runs. The metadata
     * service comes last: most pods cannot reach it and would wait for it.
     */
    static String of(Ec2Settings settings, Wanted wanted) throws CallFailedException {
        return settings.region()
                .or(() -> told(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider()))
                .or(wanted::region)
                .or(() -> told(new InstanceProfileRegionProvider()))
                .orElseThrow(() -> new CallFailedException(
                        FailureKind.UNTOLD, "the AWS region is not known: --region or AWS_REGION tells it"));
    }

    private static Optional<String> told(AwsRegionProvider... providers) {
        return Stream.of(providers).flatMap(provider -> told(provider).stream()).findFirst();
    }

    // They throw, or give null, where they know of none.
    private static Optional<String> told(AwsRegionProvider provider) {
        try {
            return Optional.ofNullable(provider.getRegion()).map(Region::id);
        } catch (SdkException e) {
            return Optional.empty();
        }
    }
}
