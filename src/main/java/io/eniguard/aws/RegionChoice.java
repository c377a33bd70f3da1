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
 * @param origin where it comes from, for a person
 */
public record RegionChoice(String id, String origin) {

    /**
     * The region of the option, else of the SDK's variables and profiles, else of the cluster's nodes, else of the machine that this
     * program runs on. The metadata service comes last, because most pods cannot reach it and would wait for it.
     *
     * @param ofNodes called only where neither the option nor the SDK names a region
     */
    public static RegionChoice of(AwsSettings settings, Supplier<Optional<String>> ofNodes) throws CallFailedException {
        ProfileFiles.check();
        return by("--region", settings.region())
                .or(() -> by("AWS_REGION", regionOf(new SystemSettingsRegionProvider())))
                .or(() -> by("AWS profile", regionOf(new AwsProfileRegionProvider())))
                .or(() -> by("zones of the nodes", ofNodes.get()))
                .or(() -> by("instance metadata", regionOf(new InstanceProfileRegionProvider())))
                .orElseThrow(MissingSetting.REGION::exception);
    }

    private static Optional<RegionChoice> by(String origin, Optional<String> region) {
        return region.map(id -> new RegionChoice(id, origin));
    }

    // Providers throw, or return null, where they know no region.
    private static Optional<String> regionOf(AwsRegionProvider provider) {
        try {
            return Optional.ofNullable(provider.getRegion()).map(Region::id);
        } catch (SdkException e) {
            return Optional.empty();
        }
    }
}
