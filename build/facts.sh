# What every script of a release needs to know; to be sourced at the repository's root.
# shellcheck shell=bash
# version, platforms, platform (this machine's, in Pulumi's words), artifacts (where everything goes), SOURCE_DATE_EPOCH (the commit's time), sha256.

version=$(sed -n 's/.*<Version>\(.*\)<\/Version>.*/\1/p' Directory.Build.props)
artifacts=${ARTIFACTS:-artifacts}

# All that there is a build for.
platforms="linux-amd64 linux-arm64 darwin-amd64 darwin-arm64 windows-amd64"

case $(uname -s) in
    Linux) platform=linux ;;
    Darwin) platform=darwin ;;
    MINGW* | MSYS* | CYGWIN*) platform=windows ;;
    *) platform=$(uname -s | tr '[:upper:]' '[:lower:]') ;;
esac
case $(uname -m) in
    x86_64 | amd64) platform=$platform-amd64 ;;
    aarch64 | arm64) platform=$platform-arm64 ;;
    *) platform=$platform-$(uname -m) ;;
esac

# The one time that goes into what is packed: two builds of a commit are to be the same bytes. Outside of git: 1 January 2026.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2> /dev/null || echo 1767225600)}
export SOURCE_DATE_EPOCH

# The program for SHA-256 sums: macOS has another one.
if command -v sha256sum > /dev/null; then sha256=(sha256sum); else sha256=(shasum -a 256); fi

# The runtime identifier, in .NET's words, of a platform in Pulumi's: rid_of linux-amd64
rid_of() {
    case $1 in
        linux-amd64) echo linux-x64 ;;
        linux-arm64) echo linux-arm64 ;;
        darwin-amd64) echo osx-x64 ;;
        darwin-arm64) echo osx-arm64 ;;
        windows-amd64) echo win-x64 ;;
        *) return 1 ;;
    esac
}

# The name of the plugin's binary on a platform: binary_on windows-amd64
binary_on() {
    case $1 in
        windows-*) echo pulumi-resource-ecm.exe ;;
        *) echo pulumi-resource-ecm ;;
    esac
}
