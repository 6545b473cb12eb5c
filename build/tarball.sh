#!/usr/bin/env bash
# Packs a binary of the plugin as `pulumi plugin install --file` takes it: tarball.sh BINARY [PLATFORM]
# The binary, executable, and the licence at the root of a tarball. The same binary and commit give the same bytes.
set -eu
cd "$(dirname "$0")/.."
. build/facts.sh

binary=$1
platform=${2:-$platform}
tarball=$artifacts/pulumi-resource-ecm-v$version-$platform.tar.gz
staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT

name=$(binary_on "$platform")
cp "$binary" "$staging/$name"
cp LICENSE "$staging/LICENSE"
chmod 755 "$staging/$name"
chmod 644 "$staging/LICENSE"

# GNU's tar (Linux, Git for Windows) or BSD's (macOS): the same archive, owned by root, of the commit's time.
if tar --version 2> /dev/null | grep -q GNU; then
    same=(--owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH")
else
    same=(--uid 0 --gid 0 --uname '' --gname '')
    TZ=UTC touch -t "$(TZ=UTC date -r "$SOURCE_DATE_EPOCH" +%Y%m%d%H%M.%S)" "$staging"/*
fi

mkdir -p "$artifacts"
tar -cf - --format=ustar "${same[@]}" -C "$staging" LICENSE "$name" | gzip -n -9 > "$tarball.new"
mv -f "$tarball.new" "$tarball"
echo "$tarball"
