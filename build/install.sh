#!/usr/bin/env bash
# For local use: install.sh install | uninstall
# The plugin goes where the pulumi CLI looks for it, the SDK's package into a folder that serves as a package source.
set -eu
cd "$(dirname "$0")/.."
. build/facts.sh

pulumi_home=${PULUMI_HOME:-$HOME/.pulumi}
plugin=$pulumi_home/plugins/resource-ecm-v$version
feed=${NUGET_FEED:-$pulumi_home/nuget}

case ${1:-} in
    install)
        package=$artifacts/Pulumi.Ecm.$version.nupkg
        mkdir -p "$plugin" "$feed"
        build/place.sh "bin/$(binary_on "$platform")" "$plugin/$(binary_on "$platform")"
        # What the CLI leaves while it downloads: with it beside the folder, the plugin counts as half installed.
        rm -f "$plugin.partial"
        cp -f "$package" "$feed/"
        # NuGet unpacks a version once; this one may have been built anew.
        cached=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//')
        rm -rf "${cached:?}/pulumi.ecm/$version"
        cat <<NEXT
The plugin: $plugin
The package: $feed/$(basename "$package")
To use it: once, dotnet nuget add source "$feed" --name pulumi-ecm
and in the folder of a C# stack, dotnet add package Pulumi.Ecm --version $version
NEXT
        ;;
    uninstall)
        rm -rf "$plugin" "$feed/Pulumi.Ecm.$version.nupkg"
        echo "Removed: $plugin, $feed/Pulumi.Ecm.$version.nupkg"
        ;;
    *) echo "install.sh install | uninstall" >&2; exit 2 ;;
esac
