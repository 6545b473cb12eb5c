#!/usr/bin/env bash
# Writes the SHA-256 sums of all that is in artifacts/, to be checked with: sha256sum --check SHA256SUMS
set -eu
cd "$(dirname "$0")/.."
. build/facts.sh

[ -d "$artifacts" ] || { echo "There is nothing in $artifacts/ yet: make dist." >&2; exit 1; }
cd "$artifacts"
rm -f SHA256SUMS
sums=$(LC_ALL=C "${sha256[@]}" -- *)
echo "$sums" | tee SHA256SUMS
