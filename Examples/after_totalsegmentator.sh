#!/usr/bin/env bash
# after_totalsegmentator.sh IMAGE FOLDER [OPTIONS OF TotalSegmentator]: segments an image, then checks what came out against the policy that fits.
# TotalSegmentator writes one file per structure into FOLDER; with --ml it is one file with the names in its header, FOLDER.nii.gz.
set -euo pipefail
image=$1 folder=$2
shift 2
TotalSegmentator -i "$image" -o "$folder" "$@"
export=$folder
[ -e "$export" ] || export=$folder.nii.gz
segwarden check "$export" --image "$image" --policy ct-totalsegmentator --output "$folder-checked" --overwrite
