#!/usr/bin/env bash
# Runs a command whose output matters only when it fails: step.sh WHAT COMMAND…
# Says what is being done and, every 30 seconds, that it still is.
set -u

what=$1
shift
log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "$what ..."

"$@" > "$log" 2>&1 < /dev/null &
command=$!
trap 'kill "$command" 2> /dev/null; exit 130' INT TERM
SECONDS=0
next=30
while kill -0 "$command" 2> /dev/null; do
    sleep 0.2
    if [ "$SECONDS" -ge "$next" ]; then
        echo "  still at it after $SECONDS seconds"
        next=$((SECONDS + 30))
    fi
done

if ! wait "$command"; then
    cat "$log" >&2
    echo "Failed: $what. The messages stand above." >&2
    exit 1
fi
