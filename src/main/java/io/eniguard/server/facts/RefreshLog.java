package io.eniguard.server.facts;

import io.eniguard.source.ec2.LiveVpc.Refresh;
import io.eniguard.text.Count;
import io.eniguard.vpc.VpcSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Logs the refreshes from EC2: one line after the first refresh with facts, one line for each new failure, and one line when a failure has
 * ended. Other refreshes are not logged. Not safe for use by several threads.
 */
final class RefreshLog {

    private final Consumer<String> info;
    private final Consumer<String> warning;
    private boolean hasRead;
    private Set<String> reported = Set.of();

    RefreshLog(Consumer<String> info, Consumer<String> warning) {
        this.info = info;
        this.warning = warning;
    }

    void refreshed(Refresh refresh) {
        List<String> reasons = refresh.reading().reasons();
        reasons.stream()
                .filter(reason -> !reported.contains(reason))
                .forEach(reason -> warning.accept("EC2: " + reason));
        boolean areOver = reasons.size() < reported.size() && reported.containsAll(reasons);
        VpcSnapshot brought = refresh.reading().snapshot();
        if (brought.knowsAnything() && (!hasRead || areOver)) {
            info.accept(line(brought, hasRead ? " again" : "", refresh.took()));
            hasRead = true;
        }
        reported = new HashSet<>(reasons);
    }

    private static String line(VpcSnapshot brought, String again, Duration took) {
        List<String> parts = new ArrayList<>();
        brought.subnets().ifPresent(all -> parts.add(Count.of(all.size(), "subnet")));
        brought.securityGroups().ifPresent(all -> parts.add(Count.of(all.size(), "group")));
        parts.add(String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1e3));
        return "EC2: read %s%s: %s"
                .formatted(brought.clusterVpcId().orElse("all VPCs of the region"), again, String.join(", ", parts));
    }
}
