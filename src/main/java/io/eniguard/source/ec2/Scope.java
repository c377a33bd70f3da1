package io.eniguard.source.ec2;

import io.eniguard.aws.CallFailedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * The filters of a call, which select the resources in the answer. Ids are also passed as filters. If ids were passed as parameters of the
 * request, one missing id would fail the whole call, and the answer could not be paged.
 */
record Scope(List<Filter> filters) {

    /** The highest number of values of a filter, from "List and filter" in the EC2 user guide. */
    private static final int FILTER_VALUES = 200;

    /** Returns the scope of the VPC, or of the whole region if the VPC is unknown. */
    static Scope of(Optional<String> vpcId) {
        return new Scope(vpcId.map(id -> List.of(filter("vpc-id", List.of(id)))).orElse(List.of()));
    }

    /**
     * Returns the scopes of the peering connections of the VPC, one for each side. If the VPC is unknown, one scope covers all connections.
     */
    static List<Scope> ofPeerings(Optional<String> vpcId) {
        return vpcId.map(id -> Stream.of("requester-vpc-info.vpc-id", "accepter-vpc-info.vpc-id")
                        .map(side -> new Scope(List.of(filter(side, List.of(id)))))
                        .toList())
                .orElse(List.of(of(vpcId)));
    }

    /** Returns scopes for the resources with these ids. There are several scopes if one filter cannot contain all ids. */
    static List<Scope> ids(String filter, Collection<String> ids) {
        List<String> all = List.copyOf(ids);
        List<Scope> scopes = new ArrayList<>();
        for (int from = 0; from < all.size(); from += FILTER_VALUES) {
            List<String> some = all.subList(from, Math.min(all.size(), from + FILTER_VALUES));
            scopes.add(new Scope(List.of(filter(filter, some))));
        }
        return scopes;
    }

    /** Makes a call with the filters of a scope, and waits for the answer. */
    interface Call<T> {
        List<T> of(Scope scope) throws CallFailedException;
    }

    /** Makes a call for each scope of these ids, and returns all answers. */
    static <T> List<T> each(String filter, Collection<String> ids, Call<T> call) throws CallFailedException {
        return each(ids(filter, ids), call);
    }

    /** Makes a call for each scope, and returns all answers. */
    static <T> List<T> each(List<Scope> scopes, Call<T> call) throws CallFailedException {
        List<T> all = new ArrayList<>();
        for (Scope scope : scopes) {
            all.addAll(call.of(scope));
        }
        return all;
    }

    private static Filter filter(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }
}
