#!/usr/bin/env bash
# Builds and packs the plugin for the other platforms: self-contained, trimmed, one file, since the ahead-of-time compiler links with
# the platform's own tools. PLATFORMS names them (default: all but this machine's). One whose runtime cannot be restored is
# named, with the reason, and does not count as a failure; one that does not compile does.
# Without symbols: those of the packages would leave this folder's path in the trimmed assemblies.
set -eu
cd "$(dirname "$0")/.."
. build/facts.sh

here=$platform
others=
for other in $platforms; do
    [ "$other" = "$here" ] || others="$others $other"
done

log=$(mktemp)
trap 'rm -f "$log"' EXIT
for other in ${PLATFORMS-$others}; do
    rid=$(rid_of "$other") || { echo "There is no build for \"$other\"; choose from: $platforms." >&2; exit 2; }
    out=.make/publish/$other
    rm -rf "$out"
    if ! build/step.sh "Building for $other (self-contained, trimmed)" \
        dotnet publish -c Release -v:quiet provider/Provider.csproj -r "$rid" --self-contained -p:PublishAot=false \
        -p:PublishTrimmed=true -p:TrimmerRemoveSymbols=true -p:PublishSingleFile=true -p:DebugType=none --artifacts-path .make/cross -o "$out" 2> "$log"
    then
        # NU1101, NU1102, NU1301 and their like: the package source has not got what that platform needs.
        if reason=$(grep -m 1 -o 'error NU1[0-9]*: [^[]*' "$log"); then
            echo "  Not built: $other. ${reason#error }"
            continue
        fi
        cat "$log" >&2
        exit 1
    fi
    build/tarball.sh "$out/$(binary_on "$other")" "$other"
done
