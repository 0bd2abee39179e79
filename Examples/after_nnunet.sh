#!/usr/bin/env bash
# after_nnunet.sh POLICY IMAGES PREDICTIONS [OPTIONS OF nnUNetv2_predict]: predicts, then checks what was predicted, and links what passed into PREDICTIONS-accepted.
# dataset.json, which nnU-Net writes beside its predictions, names the labels; images are found by nnU-Net's names.
# Exit status: that of `segwarden check`: 0 all accepted, 1 some rejected, 2 some for review.
set -euo pipefail
policy=$1 images=$2 predictions=$3
shift 3
nnUNetv2_predict -i "$images" -o "$predictions" "$@"
checked=$(cd "$predictions" && pwd)
segwarden check --manifest "$checked" --policy "$policy" --output "$checked-checked" --resume \
  --route accept="$checked-accepted" --route review="$checked-review" --route reject="$checked-rejected"
