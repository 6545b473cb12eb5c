#!/usr/bin/env bash
# Previews a stack, and leaves the comment for the pull or merge request in comment.md: preview.sh STACK
# Ends as the preview ended, so that a change that cannot work fails its check.
set -u

pulumi preview --diff --non-interactive --color never --stack "$1" > preview.txt 2>&1
code=$?
cat preview.txt

{
    if [ "$code" -eq 0 ]; then
        echo "#### Preview of \`$1\`"
    else
        echo "#### Preview of \`$1\` failed"
    fi
    echo '```'
    # What matters most stands at the end, and a comment on GitHub holds 65536 characters.
    tail -c 60000 preview.txt | iconv -c -f UTF-8 -t UTF-8
    echo '```'
} > comment.md
exit "$code"
