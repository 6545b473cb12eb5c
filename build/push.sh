#!/usr/bin/env bash
# Pushes the package in artifacts/, and its symbols with it, to a package source: NUGET_SOURCE (nuget.org unless told) with NUGET_API_KEY.
# A folder is a source too. A version that is there already is left alone.
set -eu
cd "$(dirname "$0")/.."
. build/facts.sh

package=$artifacts/Pulumi.Ecm.$version.nupkg
source=${NUGET_SOURCE:-nuget.org}
[ -f "$package" ] || { echo "There is no $package: make package." >&2; exit 1; }

# The generated project is for .NET 6; what was packed against the stand-in is not, and is for nobody else.
if [ ! -d "$source" ] && ! unzip -l "$package" | grep -q ' lib/net6.0/'; then
    echo "Not pushed: $package was packed against the stand-in tests/Pulumi.Offline. Pack it where the package Pulumi can be restored." >&2
    exit 1
fi
dotnet nuget push "$package" --source "$source" --skip-duplicate ${NUGET_API_KEY:+--api-key "$NUGET_API_KEY"}
