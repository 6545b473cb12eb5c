#!/usr/bin/env bash
# Builds the solution once and runs every test project. Results are kept under .make/results/: NAME/result.trx and NAME.counts, a line
# "passed failed skipped". A project that did not run, or ended badly without a failed test, counts as one failure.
set -u
cd "$(dirname "$0")/.." || exit 1
results=$PWD/.make/results
rm -rf "$results"
mkdir -p "$results"

build/preflight.sh || exit 1
for project in tests/*.Tests/*.csproj; do
    echo "0 1 0" > "$results/$(basename "$project" .csproj).counts"
done

build/step.sh "Building everything" dotnet build Pulumi.Ecm.sln -v:quiet || exit 1

counter() { sed -n "s/.*<Counters [^>]*$1=\"\([0-9]*\)\".*/\1/p" "$2"; }

failed_projects=
for project in tests/*.Tests/*.csproj; do
    name=$(basename "$project" .csproj)
    trx=$results/$name/result.trx
    echo
    echo "--- $name"
    # Exit code 8, no test ran, is judged below: all of them may be skipped.
    dotnet test --project "$project" --no-build --results-directory "$results/$name" \
        --report-xunit-trx --report-xunit-trx-filename result.trx --ignore-exit-code 8 < /dev/null
    code=$?

    passed=0 failed=0 skipped=0
    if [ -f "$trx" ]; then
        total=$(counter total "$trx")
        passed=$(counter passed "$trx")
        failed=$(counter failed "$trx")
        skipped=$((total - passed - failed))
    fi
    if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then
        echo "$name ended with exit code $code: counted as one failure" >&2
        failed=1
    elif [ $((passed + failed + skipped)) -eq 0 ]; then
        echo "$name ran no test: counted as one failure" >&2
        failed=1
    fi
    echo "$passed $failed $skipped" > "$results/$name.counts"
    [ "$failed" -eq 0 ] || failed_projects="$failed_projects $name"
done

echo
for counts in "$results"/*.counts; do
    read -r passed failed skipped < "$counts"
    printf '%-20s %5d passed %5d failed %5d skipped\n' "$(basename "$counts" .counts)" "$passed" "$failed" "$skipped"
done
printf '%-20s %s\n' "all" "$(build/count-results.sh)"

if [ -n "$failed_projects" ]; then
    echo "Failed:$failed_projects. To run one again: dotnet test --project tests/NAME" >&2
    exit 1
fi
