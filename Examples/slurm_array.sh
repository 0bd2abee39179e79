#!/usr/bin/env bash
#SBATCH --job-name=segwarden
#SBATCH --cpus-per-task=2
#SBATCH --mem=8G
#SBATCH --time=04:00:00
#SBATCH --output=segwarden-%A-%a.log
# slurm_array.sh POLICY SHARDS RESULTS: checks the shard of an array's task.
#
#   segwarden shards cases.csv --size 1000 -o shards
#   sbatch --array=0-$(($(ls shards/shard-*.jsonl | wc -l) - 1))%50 slurm_array.sh ct-kidneys shards results
#   segwarden results merge results/*.jsonl.zst --as night-12
#
# Submitted again, it makes what is not done. Where a site allows fewer tasks in an array than there are shards (MaxArraySize), FIRST=1000 sbatch --array=0-999 … takes the next ones.
set -euo pipefail
policy=$1 shards=$2 results=$3
name=$(printf 'shard-%06d' $((${FIRST:-0} + SLURM_ARRAY_TASK_ID)))
output=$results/$name.jsonl.zst
mkdir -p "$results"
status=0
segwarden check --manifest "$shards/$name.jsonl" --policy "$policy" --output "$output" \
  --jobs "${SLURM_CPUS_PER_TASK:-1}" --format jsonl --no-store --quiet >/dev/null || status=$?
# A shard that is there is done, whatever was decided, and whether or not a case of it could be checked.
[ -e "$output" ] || exit "$((status > 0 ? status : 1))"
