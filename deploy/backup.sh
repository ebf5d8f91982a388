#!/bin/sh
# Keeps a copy of a stopped Pirogue's data directory: deploy/backup.sh DATA_DIRECTORY ARCHIVE.tar.gz
# The archive holds secrets and case records: encrypt it, and store it where the data directory itself might be stored.
# What was tried stands in backup.md.
set -eu
umask 077
data=${1:?which data directory?}
archive=${2:?which archive?}

[ -d "$data/secrets" ] || { echo "$data is no data directory: it has no secrets/" >&2; exit 1; }
[ ! -e "$archive" ] || { echo "$archive is there already" >&2; exit 1; }
stopped() {
  [ ! -f "$data/pirogue.port" ] && [ ! -f "$data/postgres/data/postmaster.pid" ]
}
stopped || { echo "Pirogue, or its database, runs or was killed: stop it first; after a kill, start and stop it once" >&2; exit 1; }

draft=$archive.part
trap 'rm -f "$draft"' EXIT
# programs-* is unpacked again from the package.
tar -C "$data" --numeric-owner --exclude='./postgres/programs-*' --exclude='./postgres/draft-*' -czf "$draft" .
stopped || { echo "Pirogue was started meanwhile: this copy is worth nothing" >&2; exit 1; }
tar -tzf "$draft" >/dev/null
mv "$draft" "$archive"
trap - EXIT
echo "$archive"
