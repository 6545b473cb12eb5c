#!/usr/bin/env bash
# Packs the built provider the way `pulumi plugin install --file` wants it: the binary at the root of a tarball.
set -eu
cd "$(dirname "$0")/.."

version=$(sed -n 's/.*<Version>\(.*\)<\/Version>.*/\1/p' Directory.Build.props)
system=$(uname -s | tr '[:upper:]' '[:lower:]')
case $(uname -m) in
    x86_64) machine=amd64 ;;
    aarch64 | arm64) machine=arm64 ;;
    *) machine=$(uname -m) ;;
esac

tarball=artifacts/pulumi-resource-ecm-v$version-$system-$machine.tar.gz
mkdir -p artifacts
tar -czf "$tarball" -C bin pulumi-resource-ecm -C .. LICENSE
echo "$tarball"
echo "Install it with: pulumi plugin install resource ecm $version --file $tarball"
