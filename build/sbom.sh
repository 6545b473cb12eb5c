#!/usr/bin/env bash
# Writes the plugin's bill of materials (CycloneDX): its packages, as locked, and the .NET runtime that is part of the binary.
set -eu
cd "$(dirname "$0")/.."
. build/facts.sh

sbom=pulumi-resource-ecm-v$version.cdx.json
home=$PWD/.make/sbom
rm -rf "$home"
mkdir -p "$home" "$artifacts"
runtime=$(dotnet msbuild provider/Provider.csproj -getProperty:BundledNETCoreAppPackageVersion)

# The tool knows of packages only; the runtime comes with the SDK. By the names under which its advisories are published.
runtimes() {
    local on framework name
    for on in $platforms; do
        for framework in NETCore AspNetCore; do
            name=Microsoft.$framework.App.Runtime.$(rid_of "$on")
            echo "<component type=\"framework\" bom-ref=\"pkg:nuget/$name@$runtime\"><name>$name</name><version>$runtime</version>"
            echo "<description>On $on only</description><licenses><license><id>MIT</id></license></licenses>"
            echo "<purl>pkg:nuget/$name@$runtime</purl></component>"
        done
    done
}
cat > "$home/metadata.xml" <<METADATA
<bom xmlns="http://cyclonedx.org/schema/bom/1.6">
  <metadata>
    <component type="application">
      <name>pulumi-resource-ecm</name>
      <version>$version</version>
      <licenses><license><id>Apache-2.0</id></license></licenses>
      <components>$(runtimes)</components>
    </component>
  </metadata>
</bom>
METADATA

list() {
    dotnet tool restore && dotnet restore provider/Provider.csproj -v:quiet && dotnet tool run dotnet-CycloneDX -- \
        provider/Provider.csproj --disable-package-restore --no-serial-number --output-format Json --output "$home" --filename "$sbom" \
        --set-name pulumi-resource-ecm --set-version "$version" --set-type Application --import-metadata-path "$home/metadata.xml"
}
export -f list
export home sbom version
build/step.sh "Listing what the plugin is made of" bash -euc list

# The time of the commit, not of this run: the same commit gives the same bytes.
time=$(TZ=UTC date -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ 2> /dev/null || TZ=UTC date -r "$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
sed "s/\"timestamp\": \"[^\"]*\"/\"timestamp\": \"$time\"/" "$home/$sbom" > "$artifacts/$sbom"
echo "$artifacts/$sbom"
