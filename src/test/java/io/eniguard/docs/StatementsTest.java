package io.eniguard.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares {@code docs/statements.md} with the rules, and tests that each section of {@code docs/when-to-use.md} names its source. */
class StatementsTest {

    private static final int STATEMENTS = 29;

    private static final Set<String> TREATMENTS = Set.of("checked", "warned", "planned", "explained");

    private static final Pattern RULE = Pattern.compile("`([a-z0-9-]+)`");

    private static final Pattern SOURCE =
            Pattern.compile("\\]\\(https://(docs\\.aws\\.amazon\\.com|aws\\.amazon\\.com/blogs)/[^)\\s]+\\)");

    private record Row(int number, String treatment, String how) {

        static Row of(String line) {
            String[] cells = line.split(" \\| ", -1);
            return new Row(Integer.parseInt(cells[0].replace("|", "").strip()), cells[2], cells[3]);
        }

        Set<String> rules() {
            return RULE.matcher(how)
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void eachStatementHasOneRowAndATreatment() throws IOException {
        List<Row> rows = rows();
        assertEquals(
                IntStream.rangeClosed(1, STATEMENTS).boxed().toList(),
                rows.stream().map(Row::number).toList());
        for (Row row : rows) {
            assertTrue(TREATMENTS.contains(row.treatment()), row::toString);
            assertFalse(
                    Set.of("checked", "warned").contains(row.treatment())
                            && row.rules().isEmpty(),
                    row::toString);
            assertFalse(row.treatment().equals("explained") && !row.how().contains("when-to-use.md#"), row::toString);
        }
    }

    @Test
    void eachRuleInTheTableExists() throws IOException {
        Set<String> unknown = new TreeSet<>();
        rows().forEach(row -> unknown.addAll(row.rules()));
        unknown.removeAll(ruleIds());
        assertEquals(Set.of(), unknown);
    }

    @Test
    void eachSectionOfTheGuideNamesItsSource() throws IOException {
        String[] sections = Files.readString(Path.of("docs/when-to-use.md")).split("\n## ", -1);
        assertEquals(9, sections.length);
        for (String section : List.of(sections).subList(1, sections.length)) {
            assertTrue(SOURCE.matcher(section).find(), section);
        }
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(Path.of("docs/statements.md")).stream()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .map(Row::of)
                .toList();
    }

    /** Returns the ids of all rules. Another test compares these pages with the catalogue. */
    private static Set<String> ruleIds() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("docs/rules"))) {
            return pages.map(page -> page.getFileName().toString().replace(".md", ""))
                    .filter(id -> !id.equals("README"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
