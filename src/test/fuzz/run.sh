#!/usr/bin/env bash
# Fuzzes all targets and fails if an input breaks one. The targets share the given number of seconds (default: 240) equally. Inputs that
# break a target are written to target/fuzz; copy them to src/test/fuzz/corpus when you fix the bug. Run `mvn test-compile` first.
# ENIGUARD_FUZZ_SEED makes a run repeatable; by default, each run starts from another seed.
set -euo pipefail
cd "$(dirname "$0")/../../.."
seconds=${1:-240}
work=$PWD/target/fuzz
mkdir -p "$work"

mvn -B -ntp -q -Pfuzz org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile="$work/classpath"
classpath=target/test-classes:target/classes:$(cat "$work/classpath")

targets=(YamlFuzz:yaml ConfigMapFuzz:yaml InsertionFuzz:yaml ReviewFuzz:json)
broken=0
for target in "${targets[@]}"; do
    name=${target%%:*}
    mkdir -p "$work/$name"
    echo "== $name, $((seconds / ${#targets[@]})) s"
    # -timeout: an input that takes 10 s counts as a failure. The inputs are small; HostileTexts generates large ones.
    if ! java -Xmx1g -Djava.util.logging.manager=org.jboss.logmanager.LogManager -cp "$classpath" \
        com.code_intelligence.jazzer.Jazzer --target_class="io.eniguard.fuzz.$name" \
        --instrumentation_includes='io.eniguard.**:org.snakeyaml.**:com.fasterxml.jackson.core.**' \
        --reproducer_path="$work" -artifact_prefix="$work/$name-" -max_total_time=$((seconds / ${#targets[@]})) \
        -seed="${ENIGUARD_FUZZ_SEED:-0}" \
        -timeout=10 -max_len=4096 -rss_limit_mb=3000 -print_final_stats=1 -dict=src/test/fuzz/${target##*:}.dict \
        "$work/$name" "src/test/fuzz/corpus/${target##*:}" > "$work/$name.log" 2>&1; then
        broken=1
        tail -n 60 "$work/$name.log"
    else
        grep -E '^stat::number_of_executed_units|^stat::average_exec' "$work/$name.log" || true
    fi
done
exit $broken
