#!/usr/bin/env bash
# Asks the package sources for known vulnerabilities of every package that the projects lock, transitive ones too. Any is a failure, and
# so is a source that cannot be asked or tells of none at all: what was not looked at is not known to be sound.
set -u
cd "$(dirname "$0")/.." || exit 1

home=.make/audit
mkdir -p "$home"

# A plain restore is silent about a source without such data; one that is named as a source for audits has to have it.
sources=$(dotnet nuget list source --format short | awk '$1 == "E" { printf "<add key=\"source%d\" value=\"%s\" />", NR, $2 }')
echo "<configuration><packageSources><clear />$sources</packageSources>\
<auditSources><clear />$sources</auditSources></configuration>" > "$home/nuget.config"

echo "Auditing the packages ..."
dotnet restore Pulumi.Ecm.sln --force --configfile "$home/nuget.config" -p:AuditIsBinding=true -v:quiet \
    > "$home/answer" 2>&1 < /dev/null
code=$?
if [ "$code" -eq 0 ]; then
    echo "No known vulnerability."
    exit 0
fi
sed -n 's/^.*error \(NU[0-9]*: [^[]*\).*$/\1/p' "$home/answer" | sort -u >&2
if grep -q 'error NU190[1-4]' "$home/answer"; then
    echo "Failed: raise the version in Directory.Packages.props, then dotnet restore Pulumi.Ecm.sln." >&2
elif grep -q 'error NU190[05]' "$home/answer"; then
    echo "Not audited: the package sources tell nothing about vulnerabilities here." >&2
else
    cat "$home/answer" >&2
fi
exit 1
