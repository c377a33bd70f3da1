package io.eniguard.cli;

import io.eniguard.clock.WorldClock;
import io.eniguard.cluster.ObjectId;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.json.TreeWriter;
import io.eniguard.policy.Policies;
import io.eniguard.policy.PolicyReader;
import io.eniguard.policy.StoredPolicy;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.source.file.SavedCluster;
import io.eniguard.source.file.SnapshotFolder;
import io.eniguard.tree.PlacedObject;
import io.eniguard.tree.Tree;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Implements {@code eniguard snapshot}: saves facts in files, which the options {@code --vpc} and {@code --cluster} can read. */
@Command(
        name = "snapshot",
        description = {
            "Save the facts that rules read about the VPC and the cluster, in files for --vpc and --cluster.",
            "The files do not change while the facts stay the same, and contain no secrets. They are useful for bug reports and CI."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SnapshotCommand implements Callable<Integer> {

    private static final String STANDARD_OUTPUT = "-";

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOptions sources;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE|DIR",
            defaultValue = STANDARD_OUTPUT,
            description = {
                "A file; or a folder, in which vpc.json and cluster.json are written.",
                "Default: ${DEFAULT-VALUE}, standard output."
            })
    private String output;

    @Option(
            names = "--dated",
            description =
                    "Include the time of the facts about the VPC. Without it, they count as fresh whenever the file is read.")
    private boolean dated;

    @Override
    public Integer call() throws UnreadableInputException, IOException {
        if (sources.vpc().isEmpty() && sources.cluster().isEmpty()) {
            throw wrong("the source is missing. Fix: add --vpc SRC, --cluster SRC or both");
        }
        boolean intoFolder = isFolder();
        if (!intoFolder && sources.vpc().isPresent() && sources.cluster().isPresent()) {
            throw wrong("-o %s: --vpc and --cluster need two files. Fix: name a folder, such as -o snapshot/"
                    .formatted(output));
        }
        List<PlacedObject> cluster = sources.readCluster(new ManifestFiles(System.in, errors()::print))
                .objects();
        Map<String, Map<String, @Nullable Object>> documents = new LinkedHashMap<>();
        if (sources.vpc().isPresent()) {
            documents.put(SnapshotFolder.VPC, sources.saveVpc(cluster, dated));
        }
        if (sources.cluster().isPresent()) {
            documents.put(
                    SnapshotFolder.CLUSTER,
                    SavedCluster.document(withoutInvalidPolicies(
                            cluster.stream().map(PlacedObject::object).toList())));
        }
        for (Map.Entry<String, Map<String, @Nullable Object>> document : documents.entrySet()) {
            save(document.getValue(), intoFolder ? Path.of(output, document.getKey()) : Path.of(output));
        }
        return ExitCodes.OK;
    }

    /** Leaves out invalid policies, because they have no effect in a live cluster, but are errors in a file. */
    private List<Tree> withoutInvalidPolicies(List<Tree> cluster) {
        List<Tree> policies = cluster.stream().filter(PolicyReader::isPolicy).toList();
        Set<String> valid = LivePolicies.read(policies, Policies.NONE, WorldClock.now(), errors()).all().stream()
                .filter(StoredPolicy::isValid)
                .map(StoredPolicy::name)
                .collect(Collectors.toSet());
        return cluster.stream()
                .filter(object -> !PolicyReader.isPolicy(object)
                        || valid.contains(ObjectId.of(object).name()))
                .toList();
    }

    private boolean isFolder() {
        try {
            return !output.equals(STANDARD_OUTPUT) && (output.endsWith("/") || Files.isDirectory(Path.of(output)));
        } catch (InvalidPathException e) {
            throw wrong("-o %s: not a valid file name: %s".formatted(output, e.getReason()));
        }
    }

    private void save(Map<String, @Nullable Object> document, Path file) throws IOException {
        if (output.equals(STANDARD_OUTPUT)) {
            TreeWriter.write(document, spec.commandLine().getOut());
            return;
        }
        Writer text = new StringWriter();
        TreeWriter.write(document, text);
        try {
            write(file, text.toString());
        } catch (IOException e) {
            throw wrong("-o %s: cannot be written: %s".formatted(file, e.getMessage()));
        }
        errors().print("Wrote " + file);
    }

    // The file is replaced in one step. Concurrent readers read either the old facts or the new facts, and the old
    // facts remain if the disk is full.
    private static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path newFile = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(newFile, text);
        Files.move(newFile, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private ErrorLines errors() {
        return ErrorLines.of(spec);
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(spec.commandLine(), reason);
    }
}
