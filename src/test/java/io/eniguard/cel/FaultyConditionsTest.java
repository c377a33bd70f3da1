package io.eniguard.cel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eniguard.policy.ConditionScope;
import io.eniguard.policy.FaultyConditionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the messages about expressions that cannot be compiled. */
class FaultyConditionsTest {

    private static final ConditionScope SCOPE = ConditionScope.ofKinds(List.of("ENIConfig"));

    private final CelConditions conditions = new CelConditions();

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            subnett.id == 'x' => 1:1: undeclared reference to 'subnett'; did you mean subnet?
            subnet.cidrr == 'x' => 1:7: subnet has no field 'cidrr'; did you mean cidr?
            subnet.owner == 'x' => 1:7: subnet has no field 'owner'; its fields are id, cidr, zone, zoneId, vpcId, state, freeAddresses, freePrefixes, tags
            object.subnet == subnet.id && vpcs.id == 'x' => 1:31: undeclared reference to 'vpcs'; did you mean vpc?
            node.name == 'x' => 1:1: undeclared reference to 'node'; the variables of ENIConfig are: object, oldObject, request, subnet, vpc, securityGroups, cni
            maxPods.theoretical > 5 => 1:1: undeclared reference to 'maxPods'; the variables of ENIConfig are: object, oldObject, request, subnet, vpc, securityGroups, cni
            request.userInfo.name == 'x' => 1:17: userInfo has no field 'name'; its fields are username, groups
            request.user.name == 'x' => 1:8: request has no field 'user'; its fields are operation, userInfo, dryRun
            securityGroups.all(g, g.vpc == vpc.id) => 1:24: undefined field 'vpc'; did you mean vpcId?
            securityGroups.vpcId == 'x' => 1:15: type 'list(securityGroup)' does not support field selection
            subnet.freeAddresses == '5' => 1:22: == cannot be applied to (int, string)
            subnet.freeAddresses + 'a' == 'x' => 1:22: + cannot be applied to (int, string)
            subnet.id > 5 => 1:11: > cannot be applied to (string, int)
            subnet.id => 1:1: the result is string, not bool; compare it with a value
            object.spec.flag => 1:1: the result is dyn, not bool; compare it with a value
            object => 1:1: the result is dyn, not bool; compare it with a value
            subnet.tags => 1:1: the result is map(string, string), not bool; compare it with a value
            1 => 1:1: the result is int, not bool; compare it with a value
            'a' in subnet => 1:5: in cannot be applied to (string, subnet)
            cidr(subnet.id, 1) == 2 => 1:5: cidr cannot be applied to (string, int)
            cidr(5).family() == 4 => 1:5: cidr cannot be applied to (int)
            subnet.cidr.containsIP('x') => 1:23: containsIP cannot be applied to string.(string)
            contains(subnet.id, 'x') => 1:9: contains cannot be applied to (string, string)
            subnet.id.startswith('x') => 1:21: there is no function 'startswith'; did you mean startsWith?
            subnet.id = => 1:11: unexpected '='
            subnet.id == 'x => 1:14: the text 'x has no closing quote
            subnet.id == "x => 1:14: the text "x has no closing quote
            (subnet.id == 'x' => 1:18: missing ')' at the end
            subnet.id == 'x') => 1:17: unexpected ')'
            if subnet.id == 'x' then true => 1:1: reserved identifier: if
            subnet.id == 'x' and true => 1:18: unexpected 'and'
            !subnet.id => 1:1: ! cannot be applied to (string)
            -subnet.id == 1 => 1:1: - cannot be applied to (string)
            [1, 'a'].size() == 2 => 1:5: expected type 'int' but found 'string'
            {'a': 1, 2: 3}.size() == 2 => 1:10: expected type 'string' but found 'int'
            'a'.matches('[') => 1:12: "[" is not a regular expression: missing closing ]
            subnet.id.matches('(((a{1,50}){1,50}){1,50})') => 1:18: the regular expression "(((a{1,50}){1,50}){1,50})" is too large
            timestamp('yesterday') < timestamp('2026-12-01T00:00:00Z') => 1:10: Text 'yesterday' could not be parsed at index 0
            duration('1 hour') > duration('1h') => 1:9: invalid duration format
            google.protobuf.Timestamp{seconds: 1} == null => 1:26: undeclared reference to 'google.protobuf.Timestamp'; the variables of ENIConfig are: object, oldObject, request, subnet, vpc, securityGroups, cni
            eniguard.subnet{id: 'x'}.id == 'x' => 1:16: objects cannot be created; use a map
            subnet.all(x, true) => 1:1: expression of type 'subnet' cannot be range of a comprehension (must be list, map, or dynamic)
            [1].all(1, true) => 1:9: The argument must be a simple name
            [1].all(x, y) => 1:12: undeclared reference to 'y'; the variables of ENIConfig are: object, oldObject, request, subnet, vpc, securityGroups, cni
            [1].transformList(i, v, v).size() == 1 => 1:18: there is no function 'transformList'
            math.greatest(1, 2) == 2 => 1:1: undeclared reference to 'math'; the variables of ENIConfig are: object, oldObject, request, subnet, vpc, securityGroups, cni
            cel.bind(a, 1, a == 1) => 1:1: undeclared reference to 'cel'; did you mean cni?
            '%d'.format([1]) == '1' => 1:12: there is no function 'format'
            lists.range(5).size() == 5 => 1:1: undeclared reference to 'lists'; the variables of ENIConfig are: object, oldObject, request, subnet, vpc, securityGroups, cni
            authorizer.group('').resource('pods').check('get').allowed() => 1:1: undeclared reference to 'authorizer'; the variables of ENIConfig are: object, oldObject, request, subnet, vpc, securityGroups, cni
            optional.unwrap([optional.of(1)]).size() == 1 => 1:16: the function optional.unwrap is not available
            has(subnet) => 1:4: invalid argument to has() macro
            has(subnet.idd) => 1:4: undefined field 'idd'; did you mean id?
            true ? 1 : 'a' => 1:6: ?: cannot be applied to (bool, int, string)
            """)
    void theMessageSaysWhatWouldBeRight(String expression, String message) {
        assertEquals(message, reason(expression, SCOPE));
    }

    @Test
    void aRuleForSeveralKindsCanUseWhatTheyShare() throws FaultyConditionException {
        ConditionScope scope = ConditionScope.ofKinds(List.of("Node", "ENIConfig"));
        conditions.compile("subnet.vpcId == vpc.id && cni.customNetworking", scope);

        assertEquals(
                "1:1: undeclared reference to 'node'; the variables that ENIConfig, Node share are: object, oldObject, request,"
                        + " subnet, vpc, cni",
                reason("node.zone == 'x'", scope));
    }

    @Test
    void aRuleWithoutKindsCanUseWhatAllKindsHave() throws FaultyConditionException {
        ConditionScope scope = ConditionScope.ofKinds(List.of());

        assertEquals(
                List.of("object", "oldObject", "request", "vpc", "cni"),
                List.copyOf(scope.variables().keySet()));
        conditions.compile("vpc.cidrs.size() == 1 && cni.env.WARM_ENI_TARGET == '1' && object.kind == 'Node'", scope);
    }

    @Test
    void everyFactHasTheDocumentedType() throws FaultyConditionException {
        conditions.compile(
                "[subnet.id, subnet.cidr, subnet.zone, subnet.zoneId, subnet.vpcId, subnet.state, subnet.tags['a'], vpc.id,"
                        + " cni.labelKey, cni.env['A'], request.operation, request.userInfo.username] == vpc.cidrs"
                        + " && [subnet.freeAddresses, subnet.freePrefixes] == [1]"
                        + " && [cni.customNetworking, cni.prefixDelegation, cni.podEni, request.dryRun] == [true]"
                        + " && securityGroups.all(g, [g.id, g.name, g.vpcId, g.tags['a']] == request.userInfo.groups)",
                SCOPE);
        conditions.compile(
                "[node.name, node.zone, node.instanceType, node.eniConfig, eniConfig.name, eniConfig.subnet]"
                        + " == eniConfig.securityGroups && [node.pods, maxPods.theoretical, maxPods.recommended] == [1]",
                ConditionScope.ofKinds(List.of("Node")));
    }

    @Test
    void aMessageMustBeAString() {
        assertEquals(
                "1:1: the result is dyn, not string; convert it with string()",
                assertThrows(
                                FaultyConditionException.class,
                                () -> conditions.compileMessage("object.metadata.name", SCOPE))
                        .reason());
    }

    @Test
    void anEmptyExpressionIsRefused() {
        assertEquals("the expression is empty; write one of type bool", reason(" \n", SCOPE));
    }

    private String reason(String expression, ConditionScope scope) {
        return assertThrows(FaultyConditionException.class, () -> conditions.compile(expression, scope))
                .reason();
    }
}
