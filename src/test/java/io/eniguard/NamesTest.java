package io.eniguard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests the names of the classes that are not nested. */
class NamesTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.eniguard");

    /** The end of a name such as {@code SubnetOf} or {@code ServingHere}. */
    private static final Pattern PREPOSITION = Pattern.compile(".*[a-z](Of|By|In|On|At|For|From|To|With|Here|There)");

    @Test
    void noTwoClassesShareAName() {
        Map<String, List<String>> byName = topLevel()
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getPackageName, Collectors.toList())));
        byName.values().removeIf(packages -> packages.size() == 1);
        assertEquals(Map.of(), byName);
    }

    @Test
    void noClassIsNamedByAPreposition() {
        assertEquals(
                List.of(),
                topLevel()
                        .map(JavaClass::getSimpleName)
                        .filter(PREPOSITION.asMatchPredicate())
                        .sorted()
                        .toList());
    }

    private static Stream<JavaClass> topLevel() {
        return MAIN.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"));
    }
}
