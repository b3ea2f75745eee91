#!/usr/bin/env bash
# Does this version compute what another computed? Runs both programs on the same questions and compares what they write, byte for byte.
# What was changed by intent is put aside first: caveats that were sentences are objects with these as their text, absent parts are left out and no longer null,
# and "bred" is "trained" in what is said of any subject.
# Usage: run.sh OLD NEW FOLDER [--full]    OLD and NEW are the mesascope programs of two checkouts; what FOLDER holds of either is not run again.
set -euo pipefail
[ $# -ge 3 ] || { sed -n '2,5s/^# //p' "$0" >&2; exit 1; }
old=$1 new=$2 folder=$3 full=${4:-}
mkdir -p "$folder"
differing=0

# What a run of either program left: the file is there when the run is finished.
make() { # program, side, name, file, arguments…
    local program=$1 out=$folder/$2/$3 file=$4
    shift 4
    [ -s "$out/$file" ] || { rm -rf "$out"; "$program" "$@" --out "$out" >"$folder/$(basename "$out").txt" 2>&1 || [ $? = 3 ]; }
}

alike() { # file
    case $1 in
        */findings.json) jq 'walk(if type == "object" and has("code") and has("severity") then .text elif type == "object" then with_entries(select(.value != null or .key != "inference")) else . end)' "$1" | sed 's/while the subject was bred/while the subject was trained/' ;;
        *) cat "$1" ;;
    esac
}

row() { # what, file of old, file of new
    if cmp -s <(alike "$2") <(alike "$3"); then printf '%-44s same      %s bytes\n' "$1" "$(stat -c %s "$3")"
    else printf '%-44s DIFFERENT\n' "$1"; differing=1; fi
}

compare() { # name, file, arguments…
    local name=$1 file=$2
    shift 2
    mkdir -p "$folder/old" "$folder/new"
    make "$old" old "$name" "$file" "$@"
    make "$new" new "$name" "$file" "$@"
    row "$name, $file" "$folder/old/$name/$file" "$folder/new/$name/$file"
}

for organism in $("$old" list organisms --json | grep -oE '"name": *"[^"]*"' | cut -d'"' -f4); do
    compare "audit-$organism" findings.json audit "organism:$organism"
done
for subject in flatterer honest; do compare "audit-$subject" findings.json audit "scripted:$subject"; done
for experiment in $("$old" list replications --json | grep -oE '"name": *"[^"]*"' | cut -d'"' -f4); do
    compare "quick-$experiment" "$experiment.json" replicate "$experiment" --quick
done
for experiment in meg power safety-gridworlds; do compare "full-$experiment" "$experiment.json" replicate "$experiment"; done
[ "$full" != --full ] || compare full-keys-and-chests keys-and-chests.json replicate keys-and-chests
exit $differing
