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
 * The region of all calls.
 *
 * @param origin the source of the region, as messages name it
 */
public record RegionChoice(String id, String origin) {

    /**
     * Returns the region from the first source that names one: the option, the SDK's variables, its profiles, the cluster's nodes, and the
     * metadata service of this machine. The metadata service comes last, because most pods cannot reach it and would wait until the
     * connection times out.
     *
     * @param ofNodes supplies the region of the cluster's nodes; called only if no option, variable or profile names a region
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

    // The SDK's providers throw an exception or return null if they find no region.
    private static Optional<String> regionOf(AwsRegionProvider provider) {
        try {
            return Optional.ofNullable(provider.getRegion()).map(Region::id);
        } catch (SdkException e) {
            return Optional.empty();
        }
    }
}
