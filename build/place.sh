#!/bin/sh
# Puts a built file in its place: place.sh FROM TO. Replaced in one move, since a program may be running from there.
set -eu
mkdir -p "$(dirname "$2")"
cp "$1" "$2.new"
mv -f "$2.new" "$2"
