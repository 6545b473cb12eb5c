#!/usr/bin/env bash
# Runs the steps of a CI job as a runner does: steps.sh FOLDER, which holds a script for each step, in order of their names.
# A step that fails ends the job, but for steps whose name ends in .always; the job ends as the first step that failed.
set -u

code=0
for step in "$1"/*; do
    case $code-$step in
        0-* | *.always) ;;
        *) continue ;;
    esac
    echo "--- $(basename "$step")"
    bash -eo pipefail "$step" < /dev/null
    ended=$?
    [ "$code" -ne 0 ] || code=$ended

    # What a step gives to those after it.
    if [ -f "${GITHUB_ENV:-}" ]; then
        while IFS= read -r line; do
            export "${line?}"
        done < "$GITHUB_ENV"
    fi
done
exit "$code"
