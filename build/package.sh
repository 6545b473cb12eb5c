#!/usr/bin/env bash
# Packs the C# SDK as a NuGet package with its symbols. The generated project is packed for release as it is, against the official package
# Pulumi. Where that cannot be restored it is packed against the stand-in tests/Pulumi.Offline, put into a feed and a package
# folder of its own under .make/ as what it stands for: the package then depends on Pulumi all the same, but is for .NET 10 only.
set -eu
cd "$(dirname "$0")/.."
. build/facts.sh

home=$PWD/.make/pack
official=$(sed -n 's/.*<UseOfficialPulumi>\(.*\)<.*/\1/p' .make/pulumi.props)
official=${UseOfficialPulumi:-$official}
rm -rf "$home"
mkdir -p "$artifacts"

pack() {
    local what=$1
    shift
    # An `obj` of its own: the project's own one belongs to the builds against the stand-in.
    build/step.sh "$what" dotnet pack -c Release -v:quiet --artifacts-path "$home/build" -p:ContinuousIntegrationBuild=true "$@"
}

sdk=(sdk/dotnet/Pulumi.Ecm.csproj -o "$artifacts" -p:UseOfficialPulumi=true -p:GeneratePackageOnBuild=false
    -p:GenerateDocumentationFile=true)
if [ "$official" = true ]; then
    pack "Packing the SDK" "${sdk[@]}" -p:SdkAsGenerated=true
else
    least=$(sed -n 's/.*Include="Pulumi" Version="\[\([^,]*\),.*/\1/p' sdk/dotnet/Pulumi.Ecm.csproj)
    pack "Packing the stand-in for the package Pulumi" tests/Pulumi.Offline/Pulumi.Offline.csproj -o "$home/feed" \
        -p:IsPackable=true -p:PackageId=Pulumi -p:PackageVersion="$least"
    cached=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//')
    RestoreFallbackFolders=$cached pack "Packing the SDK against the stand-in: for .NET 10 only" "${sdk[@]}" \
        -p:RestoreAdditionalProjectSources="$home/feed" -p:RestorePackagesPath="$home/packages"
fi
ls "$artifacts"/*.nupkg "$artifacts"/*.snupkg
