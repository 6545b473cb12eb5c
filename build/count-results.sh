#!/usr/bin/env bash
# Adds up what build/test.sh left: "N passed, N failed, N skipped". No results at all are one failure: nothing was shown.
cd "$(dirname "$0")/.." || exit 1
cat .make/results/*.counts 2> /dev/null | awk '
    { passed += $1; failed += $2; skipped += $3 }
    END { printf "%d passed, %d failed, %d skipped\n", passed, NR ? failed : 1, skipped }'
