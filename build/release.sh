#!/usr/bin/env bash
# Makes a GitHub release of what is in artifacts/, for the tag of this version. Everything is checked before; DRY_RUN=true ends there.
set -eu
cd "$(dirname "$0")/.."
. build/facts.sh

refuse() {
    echo "No release: $1" >&2
    exit 1
}

tag=v$version
head=$(git rev-parse HEAD)
[ "$(git rev-parse -q --verify "refs/tags/$tag^{commit}" || true)" = "$head" ] \
    || refuse "Directory.Build.props says $version, and there is no tag $tag at this commit. Tag it, or correct the version."

mkdir -p .make
notes=.make/release-notes.md
awk -v version="$version" '/^## / { on = $2 == version } on && !/^## / { print }' CHANGELOG.md > "$notes"
grep -q '[^[:space:]]' "$notes" || refuse "CHANGELOG.md has no section \"## $version\": rename Unreleased, and begin a new one."

sbom=pulumi-resource-ecm-v$version.cdx.json
for other in $platforms; do
    [ -f "$artifacts/pulumi-resource-ecm-v$version-$other.tar.gz" ] || refuse "there is no tarball for $other in $artifacts/."
done
for file in "Pulumi.Ecm.$version.nupkg" "Pulumi.Ecm.$version.snupkg" "$sbom" SHA256SUMS; do
    [ -f "$artifacts/$file" ] || refuse "there is no $file in $artifacts/: make dist."
done
(cd "$artifacts" && "${sha256[@]}" --check SHA256SUMS > /dev/null) || refuse "the sums do not hold: make sums."

if [ "${DRY_RUN:-}" = true ]; then
    echo "Release $tag is in order; it has:"
    ls "$artifacts"
    exit 0
fi
command -v gh > /dev/null || refuse "the GitHub CLI, gh, is not on the PATH. DRY_RUN=true checks without it."
gh release create "$tag" --verify-tag --title "$tag" --notes-file "$notes" "$artifacts"/*
