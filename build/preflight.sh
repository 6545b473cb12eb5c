#!/usr/bin/env bash
# Says in one line what is missing on this machine, with the remedy. `preflight.sh native`: what the ahead-of-time build needs too.
set -u
cd "$(dirname "$0")/.." || exit 1

missing() {
    echo "$1" >&2
    exit 1
}

get_sdk="install the .NET 10 SDK (https://dotnet.microsoft.com/download/dotnet/10.0)"
command -v dotnet > /dev/null || missing "dotnet is not on the PATH: $get_sdk, or put its folder on the PATH."

# Asked in this folder, dotnet answers by global.json.
if ! dotnet --version > /dev/null 2>&1; then
    found=$(dotnet --list-sdks 2> /dev/null | cut -d ' ' -f 1 | paste -sd , - | sed 's|,|, |g')
    missing "dotnet has no .NET 10 SDK (it has: ${found:-none}): $get_sdk."
fi

[ "${1:-}" = native ] || exit 0

# On Windows the compiler finds the linker of Visual Studio by itself, and says so if there is none.
case $(uname -s) in MINGW* | MSYS* | CYGWIN*) exit 0 ;; esac

case $(uname -s) in
    Darwin) get_compiler="xcode-select --install" ;;
    *) get_compiler="Debian, Ubuntu: apt-get install clang; Fedora: dnf install clang; Alpine: apk add clang build-base" ;;
esac

# The order in which the ahead-of-time build itself looks.
for compiler in clang gcc; do
    command -v "$compiler" > /dev/null && break
    compiler=
done
[ -n "$compiler" ] || missing "The ahead-of-time build needs a C compiler to link with, and neither clang nor gcc is on the PATH: install one ($get_compiler)."

# A compiler without the C library's start-up files, or without a linker, is found out here and not after two minutes.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo 'int main(void) { return 0; }' > "$folder/probe.c"
"$compiler" "$folder/probe.c" -o "$folder/probe" > /dev/null 2>&1 \
    || missing "The ahead-of-time build links with $compiler, which cannot link a C program here (linker or C library missing): install them ($get_compiler)."

# Symbols are cut off the binary with objcopy.
case $(uname -s) in
    Darwin) ;;
    *) command -v objcopy > /dev/null || command -v llvm-objcopy > /dev/null \
        || missing "The ahead-of-time build needs objcopy, which is not on the PATH: install binutils." ;;
esac
