package io.eniguard.aws;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * Which region to ask.
 *
 * @param origin who says so, for a person
 */
public record RegionChoice(String id, String origin) {

    /**
     * As told, else the SDK's variables and profiles, else where the cluster's nodes run, else where this program runs. The metadata
     * service comes last: most pods cannot reach it and would wait for it.
     *
     * @param ofNodes asked only where the region is not told
     */
    public static RegionChoice of(AwsSettings settings, Supplier<Optional<String>> ofNodes) throws CallFailedException {
        ProfileFiles.check();
        return by("--region", settings.region())
                .or(() -> by("AWS_REGION", told(new SystemSettingsRegionProvider())))
                .or(() -> by("AWS profile", told(new AwsProfileRegionProvider())))
                .or(() -> by("zones of the nodes", ofNodes.get()))
                .or(() -> by("instance metadata", told(new InstanceProfileRegionProvider())))
                .orElseThrow(() -> new CallFailedException(
                        FailureKind.UNTOLD, "the AWS region is not known: --region or AWS_REGION tells it"));
    }

    private static Optional<RegionChoice> by(String origin, Optional<String> told) {
        return told.map(id -> new RegionChoice(id, origin));
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
