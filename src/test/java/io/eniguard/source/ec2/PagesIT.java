package io.eniguard.source.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallObserver;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.VpcLayout;
import io.eniguard.vpc.VpcSnapshot;
import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Tests lists that EC2 returns in several pages, and sets of ids that need several requests. */
@Ec2Emulator
class PagesIT {

    /** Actions that return their whole list in one answer. */
    private static final Set<String> WITHOUT_PAGES = Set.of("ec2:DescribeAvailabilityZones", "eks:DescribeCluster");

    /** EC2 may return an empty page that is not the last one. */
    private static final String EMPTY_PAGE = """
            <%1$sResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>stand-in</requestId>\
            <nextToken>more</nextToken></%1$sResponse>""";

    private static final String TOKEN = "&NextToken=more";

    private static final int FILTER_VALUES = 200;

    private final Moto moto;
    private final PodVpc vpc;
    private final Proxy proxy;

    PagesIT(Moto moto) throws IOException {
        this.moto = moto;
        vpc = PodVpc.build(moto, "pages-" + System.nanoTime());
        proxy = Proxy.before(moto);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @Test
    void eachListIsReadToItsLastPage() {
        Subnet pods = vpcWithPrefixes();
        int start = proxy.actions().size();
        Wanted wanted = new Wanted(
                Set.of(pods.id()),
                Set.of(),
                Set.of(vpc.nodeInstance()),
                Set.of("x9z.large"),
                Moto.HINTS,
                Wanted.Reservations.OF_NAMED_SUBNETS);
        VpcSnapshot whole = read(wanted);
        assertTrue(whole.freePrefixes(pods).orElseThrow() <= 1_022 - 2);
        Set<String> paged = new TreeSet<>(proxy.actions());
        paged.removeAll(WITHOUT_PAGES);
        assertEquals(11, paged.size(), paged::toString);

        int before = proxy.actions().size();
        List<String> ofWhole = List.copyOf(proxy.actions().subList(start, before));
        proxy.weather((request, connection) -> {
            if (WITHOUT_PAGES.contains(request.action())) {
                connection.answer(connection.ask(request));
            } else if (request.body().contains(TOKEN)) {
                connection.answer(connection.ask(new Proxy.Request(
                        request.action(),
                        request.line(),
                        request.headers(),
                        request.body().replace(TOKEN, ""))));
            } else {
                connection.answer(Proxy.Answer.xml(
                        200, EMPTY_PAGE.formatted(request.action().substring("ec2:".length()))));
            }
        });
        VpcSnapshot inPages = read(wanted);

        assertEquals(VpcLayout.of(whole), VpcLayout.of(inPages));
        assertEquals(whole.reservationsOf(pods.id()), inPages.reservationsOf(pods.id()));
        assertEquals(whole.freePrefixes(pods), inPages.freePrefixes(pods));
        assertEquals(whole.instances(), inPages.instances());
        List<String> asked = proxy.actions().subList(before, proxy.actions().size());
        for (String action : paged) {
            assertEquals(2 * Collections.frequency(ofWhole, action), Collections.frequency(asked, action), action);
        }
    }

    /** Uses one block of a pod subnet, reserves another, and returns this subnet. */
    private Subnet vpcWithPrefixes() {
        String id = vpc.subnet("pods-c");
        try (Ec2Client ec2 = moto.ec2()) {
            ec2.createSubnetCidrReservation(
                    request -> request.subnetId(id).reservationType("explicit").cidr("100.65.0.32/28"));
            vpc.addPodInterface(ec2, id, 1, "100.65.0.64/28");
        }
        return read(new Wanted(
                        Set.of(), Set.of(), Set.of(), Set.of(), Moto.HINTS, Wanted.Reservations.OF_NAMED_SUBNETS))
                .subnets()
                .orElseThrow()
                .values()
                .stream()
                .filter(subnet -> subnet.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachRequestAsksForAsManyIdsAsAFilterAllows() {
        List<String> bodies = new CopyOnWriteArrayList<>();
        proxy.weather((request, connection) -> {
            bodies.add(request.body());
            connection.answer(connection.ask(request));
        });
        read(new Wanted(
                ids("subnet-%017x", 450),
                ids("sg-%017x", 450),
                ids("i-%017x", 450),
                Set.of(),
                Moto.HINTS,
                Wanted.Reservations.OF_NAMED_SUBNETS));

        for (String kind : List.of("subnet-", "sg-", "i-")) {
            List<Integer> values = bodies.stream()
                    .map(body -> body.split("&Filter\\.1\\.Value\\.\\d+=" + kind, -1).length - 1)
                    .filter(count -> count > 0)
                    .sorted()
                    .toList();
            assertEquals(List.of(50, FILTER_VALUES, FILTER_VALUES), values, kind);
        }
        assertTrue(bodies.stream().noneMatch(body -> body.contains("SubnetId.1=")));
    }

    private static Set<String> ids(String form, int count) {
        return IntStream.range(0, count).mapToObj(form::formatted).collect(Collectors.toSet());
    }

    private VpcSnapshot read(Wanted wanted) {
        AwsSettings settings = new AwsSettings(Optional.empty(), Optional.of(vpc.id()), Optional.of(vpc.cluster()));
        try (VpcReader reader =
                new VpcReader(settings, CallObserver.NOBODY, Moto.access(proxy.endpoint()), Clock.systemUTC())) {
            Reading reading = reader.read(wanted);
            assertEquals(List.of(), reading.reasons());
            return reading.snapshot();
        }
    }
}
