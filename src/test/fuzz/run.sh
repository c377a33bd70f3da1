#!/usr/bin/env bash
# Fuzzes each target for its share of the seconds (240 unless given) and fails when one breaks. What is found lies in target/fuzz, to be
# put into src/test/fuzz/corpus beside the correction. Wants what `mvn test-compile` has made.
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
    # -timeout: no input may take 10 s. Large inputs are the generator's part, HostileTexts.
    if ! java -Xmx1g -Djava.util.logging.manager=org.jboss.logmanager.LogManager -cp "$classpath" \
        com.code_intelligence.jazzer.Jazzer --target_class="io.eniguard.fuzz.$name" \
        --instrumentation_includes='io.eniguard.**:org.snakeyaml.**:com.fasterxml.jackson.core.**' \
        --reproducer_path="$work" -artifact_prefix="$work/$name-" -max_total_time=$((seconds / ${#targets[@]})) \
        -timeout=10 -max_len=4096 -rss_limit_mb=3000 -print_final_stats=1 -dict=src/test/fuzz/${target##*:}.dict \
        "$work/$name" "src/test/fuzz/corpus/${target##*:}" > "$work/$name.log" 2>&1; then
        broken=1
        tail -n 60 "$work/$name.log"
    else
        grep -E '^stat::number_of_executed_units|^stat::average_exec' "$work/$name.log" || true
    fi
done
exit $broken
