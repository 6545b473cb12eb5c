#!/bin/sh
# Asks the configured package sources once whether the official package Pulumi can be restored, writes the answer to
# .make/pulumi.props (build/Pulumi.Choice.props reads it) and says it in one line.
# UseOfficialPulumi=true|false in the environment decides without asking. CHOOSE_PULUMI_SECONDS bounds the question (default 60).
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
probe="$root/.make/probe"
seconds=${CHOOSE_PULUMI_SECONDS:-60}

write() {
    mkdir -p "$root/.make"
    printf '<Project>\n  <PropertyGroup>\n    <UseOfficialPulumi>%s</UseOfficialPulumi>\n  </PropertyGroup>\n</Project>\n' "$1" \
        > "$root/.make/pulumi.props.new"
    # Replaced only when it changed, so that a build that looks at its time does not start over.
    if cmp -s "$root/.make/pulumi.props.new" "$root/.make/pulumi.props"; then
        rm "$root/.make/pulumi.props.new"
    else
        mv "$root/.make/pulumi.props.new" "$root/.make/pulumi.props"
    fi
}

case "${UseOfficialPulumi:-}" in
    true) write true; echo "Pulumi .NET SDK: the official package (UseOfficialPulumi=true)"; exit 0 ;;
    false) write false; echo "Pulumi .NET SDK: the stand-in tests/Pulumi.Offline (UseOfficialPulumi=false)"; exit 0 ;;
    "") ;;
    *) echo "UseOfficialPulumi is \"$UseOfficialPulumi\"; use true or false" >&2; exit 2 ;;
esac

if ! command -v dotnet > /dev/null; then
    echo "dotnet is not on the PATH: install the .NET 10 SDK" >&2
    exit 2
fi

# A project of its own inside the repository, so that the same package sources apply, and none of the repository's build rules.
rm -rf "$probe"
mkdir -p "$probe"
for file in Directory.Build.props Directory.Build.targets Directory.Packages.props; do
    printf '<Project />\n' > "$probe/$file"
done
version=$(sed -n 's/.*Include="Pulumi" Version="\([^"]*\)".*/\1/p' "$root/sdk/dotnet/Pulumi.Ecm.csproj")
cat > "$probe/probe.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Pulumi" Version="$version" />
  </ItemGroup>
</Project>
PROJECT

# Without `timeout` (macOS) a watcher of our own ends the question.
( cd "$probe" && exec dotnet restore probe.csproj --disable-build-servers -v quiet ) > "$probe/restore.log" 2>&1 &
asked=$!
( sleep "$seconds" && kill "$asked" ) > /dev/null 2>&1 &
watcher=$!
# A restore that was ended by the watcher can still report success: only its result counts.
if wait "$asked" 2> /dev/null && grep -q '"Pulumi/[0-9]' "$probe/obj/project.assets.json" 2> /dev/null; then
    found=true
else
    found=false
fi
kill "$watcher" 2> /dev/null || true

write "$found"
rm -rf "$probe"
if [ "$found" = true ]; then
    echo "Pulumi .NET SDK: the official package"
else
    echo "Pulumi .NET SDK: the stand-in tests/Pulumi.Offline (the package Pulumi cannot be restored here)"
fi
