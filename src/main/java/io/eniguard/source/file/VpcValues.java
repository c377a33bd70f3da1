package io.eniguard.source.file;

import io.eniguard.input.InputProblem;
import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Checks ids, CIDR blocks and times in a document whose members have the right types. */
final class VpcValues {

    private VpcValues() {}

    static List<InputProblem> check(FileDocument document) {
        List<InputProblem> problems = new ArrayList<>();
        Tree root = document.tree();
        for (VpcKey<?> key : VpcKey.ALL) {
            List<Tree> members = key.members(root);
            for (int i = 0; i < members.size(); i++) {
                String path = key.isSingle() ? key.name() : "%s[%d]".formatted(key.name(), i);
                tryToRead(document, members.get(i), path + ": ", key.reader(), problems);
            }
        }
        tryToRead(document, root.at("Snapshot"), "Snapshot: ", VpcDocument::asOf, problems);
        return problems;
    }

    private static void tryToRead(
            FileDocument document, Tree member, String path, Function<Tree, ?> reader, List<InputProblem> problems) {
        try {
            Object unused = reader.apply(member);
        } catch (IllegalArgumentException e) {
            problems.add(InputProblem.at(document.placeOf(member.fields()), path + e.getMessage()));
        }
    }
}
