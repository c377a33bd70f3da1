package io.eniguard.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command in a Markdown file, and the output that the file shows.
 *
 * @param command the shell command; it has several lines if a line ends with a pipe or a backslash
 * @param output the shown output, without blank lines at its end
 */
record Transcript(String command, String output) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\\n(.*?)^```$");
    private static final String PROMPT = "$ ";

    /** All commands in code blocks of the language {@code console}. */
    static List<Transcript> in(String markdown) {
        List<Transcript> all = new ArrayList<>();
        Matcher block = BLOCK.matcher(markdown);
        while (block.find()) {
            Stream.of(block.group(1).split("(?m)^(?=\\$ )", -1))
                    .filter(part -> part.startsWith(PROMPT))
                    .map(part -> of(part.substring(PROMPT.length()).lines().toList()))
                    .forEach(all::add);
        }
        return all;
    }

    private static Transcript of(List<String> lines) {
        int end = 1;
        while (end < lines.size() && isOpen(lines.get(end - 1))) {
            end++;
        }
        return new Transcript(
                String.join("\n", lines.subList(0, end)),
                String.join("\n", lines.subList(end, lines.size())).stripTrailing());
    }

    private static boolean isOpen(String line) {
        return line.endsWith("|") || line.endsWith("\\");
    }

    /** The names of the programs in the pipe. */
    List<String> programs() {
        return Arrays.stream(command.split("\\|", -1))
                .map(part -> part.strip().split("\\s", 2)[0])
                .toList();
    }
}
