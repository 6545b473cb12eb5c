#!/usr/bin/env bash
# Asks the package source for known vulnerabilities of every package that the projects lock, transitive ones too; any is a failure, and
# so is a source that cannot be asked or tells nothing: what was not looked at is not known to be sound.
set -u
cd "$(dirname "$0")/.." || exit 1

answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
echo "Auditing the packages ..."
dotnet restore Pulumi.Ecm.sln --force -p:AuditIsBinding=true -v:quiet > "$answer" 2>&1 < /dev/null
code=$?
sed -n 's/^.*\(error NU[0-9]*: [^[]*\).*$/\1/p' "$answer" | sort -u
if [ "$code" -ne 0 ]; then
    grep -q 'error NU' "$answer" || cat "$answer"
    echo "Failed: NU1901 to NU1904 are vulnerabilities (raise the version in Directory.Packages.props); NU1900 and NU1905 say that the source was no help." >&2
    exit 1
fi
echo "No known vulnerability."
