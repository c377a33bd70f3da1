package io.eniguard.cel;

import static io.eniguard.cel.FunctionTypes.CIDR;
import static io.eniguard.cel.FunctionTypes.IP;

import dev.cel.common.types.SimpleType;
import io.eniguard.cel.value.IpAddress;
import io.eniguard.cel.value.IpBlock;
import io.eniguard.text.Quote;
import java.util.List;
import java.util.function.Predicate;

/** The functions on IP addresses and CIDR blocks of k8s.io/apiserver, pkg/cel/library/ip.go and cidr.go. */
final class IpFunctions {

    private IpFunctions() {}

    static List<CelFunction> all() {
        return List.of(
                CelFunction.global("ip", IP, (values, budget) -> address(values[0]), SimpleType.STRING),
                CelFunction.global(
                        "isIP",
                        SimpleType.BOOL,
                        (values, budget) -> IpAddress.parse((String) values[0]).isPresent(),
                        SimpleType.STRING),
                CelFunction.global(
                        "ip.isCanonical",
                        SimpleType.BOOL,
                        (values, budget) -> address(values[0]).isWritten((String) values[0]),
                        SimpleType.STRING),
                CelFunction.global("string", SimpleType.STRING, (values, budget) -> values[0].toString(), IP),
                CelFunction.member("family", SimpleType.INT, (values, budget) -> ((IpAddress) values[0]).family(), IP),
                test("isUnspecified", IpAddress::isUnspecified),
                test("isLoopback", IpAddress::isLoopback),
                test("isLinkLocalMulticast", IpAddress::isLinkLocalMulticast),
                test("isLinkLocalUnicast", IpAddress::isLinkLocalUnicast),
                test("isGlobalUnicast", IpAddress::isGlobalUnicast),
                CelFunction.global("cidr", CIDR, (values, budget) -> block(values[0]), SimpleType.STRING),
                CelFunction.global(
                        "isCIDR",
                        SimpleType.BOOL,
                        (values, budget) -> IpBlock.parse((String) values[0]).isPresent(),
                        SimpleType.STRING),
                CelFunction.global("string", SimpleType.STRING, (values, budget) -> values[0].toString(), CIDR),
                CelFunction.member("ip", IP, (values, budget) -> ((IpBlock) values[0]).address(), CIDR),
                CelFunction.member("masked", CIDR, (values, budget) -> ((IpBlock) values[0]).masked(), CIDR),
                CelFunction.member(
                        "prefixLength", SimpleType.INT, (values, budget) -> ((IpBlock) values[0]).prefix(), CIDR),
                CelFunction.member("containsIP", SimpleType.BOOL, IpFunctions::containsIp, CIDR, IP),
                CelFunction.member("containsIP", SimpleType.BOOL, IpFunctions::containsIp, CIDR, SimpleType.STRING),
                CelFunction.member("containsCIDR", SimpleType.BOOL, IpFunctions::containsCidr, CIDR, CIDR),
                CelFunction.member(
                        "containsCIDR", SimpleType.BOOL, IpFunctions::containsCidr, CIDR, SimpleType.STRING));
    }

    private static CelFunction test(String name, Predicate<IpAddress> holds) {
        return CelFunction.member(name, SimpleType.BOOL, (values, budget) -> holds.test((IpAddress) values[0]), IP);
    }

    private static Object containsIp(Object[] values, Budget budget) {
        budget.step();
        return ((IpBlock) values[0]).contains(address(values[1]));
    }

    private static Object containsCidr(Object[] values, Budget budget) {
        budget.step();
        return ((IpBlock) values[0]).contains(block(values[1]));
    }

    private static IpAddress address(Object value) {
        return value instanceof IpAddress address
                ? address
                : IpAddress.parse((String) value)
                        .orElseThrow(() -> new EvaluationException(Quote.of((String) value) + " is not an IP address"));
    }

    private static IpBlock block(Object value) {
        return value instanceof IpBlock block
                ? block
                : IpBlock.parse((String) value)
                        .orElseThrow(() -> new EvaluationException(Quote.of((String) value) + " is not a CIDR block"));
    }
}
