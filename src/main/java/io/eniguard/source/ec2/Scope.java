package io.eniguard.source.ec2;

import io.eniguard.aws.CallFailedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * Which of its things a call is about. What is asked for by id goes through filters: an id that does not exist would otherwise fail the
 * whole call, and pages cannot be limited beside explicit ids.
 */
record Scope(List<Filter> filters) {

    /** EC2 user guide, "List and filter": at most this many values of a filter. */
    private static final int FILTER_VALUES = 200;

    /** All of a VPC; of the region when it is not known which one. */
    static Scope of(Optional<String> vpcId) {
        return new Scope(vpcId.map(id -> List.of(filter("vpc-id", List.of(id)))).orElse(List.of()));
    }

    /** The things of those ids, as many calls as they need. */
    static List<Scope> ids(String filter, Collection<String> ids) {
        List<String> all = List.copyOf(ids);
        List<Scope> scopes = new ArrayList<>();
        for (int from = 0; from < all.size(); from += FILTER_VALUES) {
            List<String> some = all.subList(from, Math.min(all.size(), from + FILTER_VALUES));
            scopes.add(new Scope(List.of(filter(filter, some))));
        }
        return scopes;
    }

    /** Makes a call about the things of a scope, and waits for what it tells. */
    interface Call<T> {
        List<T> of(Scope scope) throws CallFailedException;
    }

    /** What the call tells of the things of those ids, in as many calls as they need. */
    static <T> List<T> each(String filter, Collection<String> ids, Call<T> call) throws CallFailedException {
        List<T> all = new ArrayList<>();
        for (Scope scope : ids(filter, ids)) {
            all.addAll(call.of(scope));
        }
        return all;
    }

    private static Filter filter(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }
}
