#!/bin/sh
# Makes a data directory from an archive of backup.sh: deploy/restore.sh ARCHIVE.tar.gz DATA_DIRECTORY
# Then: ./pirogue run COUNTRY --data DATA_DIRECTORY, and what backup.md says on an older copy.
set -eu
umask 077
archive=${1:?which archive?}
data=${2:?which data directory?}

[ -f "$archive" ] || { echo "$archive is not there" >&2; exit 1; }
[ ! -e "$data" ] || { echo "$data is there already: move it away, it is the better copy if it is whole" >&2; exit 1; }
draft=$data.part
rm -rf "$draft"
mkdir -p "$draft"
# The folder's own mode comes from the archive: PostgreSQL may run as another user than Pirogue.
tar -C "$draft" --numeric-owner -xpzf "$archive"
[ -d "$draft/secrets" ] && [ -d "$draft/artemis" ] || { echo "$archive is no copy of a data directory" >&2; exit 1; }
mv "$draft" "$data"
echo "$data"
