package io.eniguard.source.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DryRunsTest {

    @Test
    void permissionsAreTriedInTheOrderOfThePolicy() throws Exception {
        List<String> ofEc2 = new TreeSet<>(IamPolicyIT.allowed())
                .stream().filter(action -> action.startsWith("ec2:")).toList();
        assertEquals(ofEc2, DryRuns.all().stream().map(DryRuns.DryRun::action).toList());
    }
}
