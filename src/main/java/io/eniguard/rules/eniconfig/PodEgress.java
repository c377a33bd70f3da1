package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.AUDIT;
import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.CniVariables;
import io.eniguard.net.CidrSet;
import io.eniguard.policy.Action;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.vpc.RouteTable;
import io.eniguard.vpc.RouteTable.Route;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact.Missing;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks the routes of a pod subnet, as far as packets of pods use them. */
record PodEgress(SourceAddresses addresses, RouteChecks checks) {

    List<Finding> check(Subnet subnet, RouteTable table) {
        if (addresses.externalSnat().isEmpty() || addresses.haveUnknownExclusions()) {
            return ifKept(new Egress(Egress.Sender.PODS, subnet, table, CidrSet.EVERYTHING)).stream()
                    .toList();
        }
        Egress egress = new Egress(Egress.Sender.PODS, subnet, table, addresses.kept());
        String because = " (%s)".formatted(addresses.setting());
        Optional<Finding> toOthers = checks.networks()
                .leaving(egress, because)
                .or(() -> checks.networks().unrouted(egress, because))
                .or(() -> OtherNetworks.perhapsLeaving(egress));
        return Stream.of(
                        ofDefaultRoute(egress),
                        checks.faulty().goneGateway(egress).map(FaultyRoutes.Fault::certain),
                        toOthers,
                        checks.zones().check(egress))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Finding> ofDefaultRoute(Egress egress) {
        Optional<FaultyRoutes.Fault> fault = checks.faulty().faultOf(egress);
        return fault.map(known -> known.isUsed() ? known.certain() : unused(known))
                .or(() -> addresses.areAlwaysKept() ? FaultyRoutes.absence(egress) : Optional.empty());
    }

    private static Finding unused(FaultyRoutes.Fault fault) {
        return new Violation(
                NamedSubnet.FIELD, fault.message() + "; this matters only if EXTERNALSNAT is on", fault.fix(), AUDIT);
    }

    /** Returns the first finding that would apply if the pods kept their addresses. */
    private Optional<Finding> ifKept(Egress egress) {
        List<Route> untranslated = OtherNetworks.untranslated(egress);
        return checks.faulty()
                .faultOf(egress)
                .map(fault -> unknown(inWords(fault), WARN))
                .or(() -> checks.faulty().goneGateway(egress).map(fault -> unknown(fault.shortMessage(), AUDIT)))
                .or(() -> untranslated.isEmpty()
                        ? Optional.empty()
                        : Optional.of(unknown(
                                OtherNetworks.inWords(Egress.cut(egress.table().id()), egress, untranslated), AUDIT)))
                .or(() -> checks.zones()
                        .inWords(egress)
                        .map(words -> unknown(
                                "%s %s".formatted(Egress.cut(egress.table().id()), words), AUDIT)));
    }

    private String inWords(FaultyRoutes.Fault fault) {
        Egress egress = fault.egress();
        return addresses.haveUnknownExclusions()
                ? fault.message()
                : "pods use %s of %s, which %s"
                        .formatted(
                                Egress.cut(egress.table().id()), egress.subnet().id(), fault.inWords());
    }

    private Finding unknown(String consequence, Action action) {
        if (addresses.haveUnknownExclusions()) {
            return UnknownExclusions.finding(consequence);
        }
        return new Unknown(
                NamedSubnet.FIELD,
                "unknown whether %s is on".formatted(CniVariables.EXTERNAL_SNAT),
                "if so, " + consequence,
                Given.AWS_NODE,
                Missing.OTHER,
                action);
    }
}
