package io.eniguard.cel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.policy.Answer;
import io.eniguard.policy.ConditionScope;
import io.eniguard.policy.FaultyConditionException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that an unknown fact makes the result unknown only if it decides the result. */
class UnknownFactsTest {

    private static final ConditionScope SCOPE = ConditionScope.ofKinds(List.of("ENIConfig"));

    private final CelConditions conditions = new CelConditions();

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            true || object.u => true
            object.u || true => true
            false || object.u => ?u is not known
            object.u || false => ?u is not known
            object.u || object.v => ?u is not known; v is not known
            object.u || object.u => ?u is not known
            false && object.u => false
            object.u && false => false
            true && object.u => ?u is not known
            object.u && true => ?u is not known
            object.missing == 1 || object.u => ?u is not known
            object.u || object.missing == 1 => ?u is not known
            object.missing == 1 && object.u => ?u is not known
            object.missing == 1 || true => true
            object.missing == 1 && false => false
            object.missing == 1 && true => !no such key: missing
            object.missing == 1 || false => !no such key: missing
            !object.u => ?u is not known
            !(object.u && false) => true
            object.u ? true : true => ?u is not known
            true ? true : object.u == 1 => true
            object.u == 1 => ?u is not known
            object.u == object.u => ?u is not known
            object.u.deeper.still[3] == 1 => ?u is not known
            has(object.u) => ?u is not known
            has(object.u.deeper) => ?u is not known
            object.?u.orValue(1) == 1 => ?u is not known
            object.?missing.?u.orValue(1) == 1 => true
            size(object.partly) == 2 => true
            'a' in object.partly => true
            'b' in object.partly => ?the second is not known
            object.partly == ['a', 'b'] => ?the second is not known
            object.partly == ['b', 'b'] => false
            object.partly == ['a'] => false
            object.partly != ['b', 'b'] => true
            object.partly.join(',') == 'a,b' => ?the second is not known
            object.partly[0] == 'a' => true
            object.partly[1] == 'a' => ?the second is not known
            object.partly.exists(x, x == 'a') => true
            object.partly.exists(x, x == 'b') => ?the second is not known
            object.partly.all(x, x == 'b') => false
            object.partly.all(x, x == 'a') => ?the second is not known
            object.partly.exists_one(x, x == 'a') => ?the second is not known
            object.partly.map(x, x + '!')[0] == 'a!' => ?the second is not known
            object.partly.filter(x, x == 'a').size() == 1 => ?the second is not known
            object.partly.indexOf('a') == 0 => true
            object.partly.indexOf('b') == -1 => ?the second is not known
            object.partly.lastIndexOf('a') == 0 => ?the second is not known
            sets.contains(object.partly, ['a']) => true
            sets.contains(object.partly, ['b']) => ?the second is not known
            sets.contains(['b'], object.partly) => false
            sets.contains(['a'], object.partly) => ?the second is not known
            sets.intersects(object.partly, ['a']) => true
            sets.intersects(object.partly, ['b']) => ?the second is not known
            sets.equivalent(object.partly, ['a']) => ?the second is not known
            [1, 2].exists(i, i == 1 || object.u) => true
            [1, 2].exists(i, i == 3 || object.u) => ?u is not known
            [1, 2].all(i, i == 1 && object.u) => false
            [1, 2].all(i, [3, 4].all(j, j > i && object.u)) => ?u is not known
            object.u.all(x, x == 1) => ?u is not known
            object.u.map(x, x).size() == 0 => ?u is not known
            'owner' in subnet.tags => true
            'team' in subnet.tags => ?the tag was cut
            'other' in subnet.tags => false
            subnet.tags.owner == 'net' => true
            subnet.tags.team == 'net' => ?the tag was cut
            subnet.tags == {'owner': 'net', 'team': 'x'} => ?the tag was cut
            subnet.tags == {'owner': 'x', 'team': 'x'} => false
            subnet.tags.all(t, t.startsWith('o') || t == 'team') => true
            subnet.tags.exists(t, subnet.tags[t] == 'net') => true
            subnet.freePrefixes > 0 => ?the blocks were not counted
            subnet.freePrefixes > 0 || subnet.freeAddresses > 50 => true
            securityGroups.all(g, g.vpcId == 'vpc-1') => ?sg-2 is new
            securityGroups.all(g, g.vpcId == 'vpc-2') => false
            securityGroups.exists(g, g.name == 'pods') => true
            securityGroups[1].vpcId == 'vpc-1' => ?sg-2 is new
            vpc.id == 'vpc-1' => ?nothing is known of vpc
            vpc.cidrs.exists(c, cidr(c).containsCIDR(subnet.cidr)) => ?nothing is known of vpc
            cidr(vpc.cidrs[0]).containsIP('10.0.0.1') => ?nothing is known of vpc
            [object.u, 1].size() == 2 => ?u is not known
            {'a': object.u}.a == 1 => ?u is not known
            optional.of(object.u).hasValue() => ?u is not known
            optional.of(1).orValue(object.u) == 1 => true
            """)
    void anUnknownFactCountsOnlyWhereItDecides(String expression, String expected) throws FaultyConditionException {
        assertEquals(expected, text(conditions.compile(expression, SCOPE).on(new KnownFacts())));
    }

    /** Returns {@code true} or {@code false}, a reason after a question mark, or a failure after an exclamation mark. */
    private static String text(Answer answer) {
        if (answer instanceof Answer.Holds holds) {
            return String.valueOf(holds.isTrue());
        }
        return answer instanceof Answer.Unknown unknown
                ? "?" + unknown.reason()
                : "!" + ((Answer.Failure) answer).reason();
    }
}
