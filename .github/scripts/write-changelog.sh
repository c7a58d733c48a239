#!/usr/bin/env bash
# Writes the change log of the months that have ended, commits it and pushes it.
# When nothing has changed nothing is done. When somebody pushed meanwhile it is written anew on top of that.
set -euo pipefail

branch=$(git symbolic-ref --short HEAD)
field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
today=$(tp3 changelog --from HEAD --to HEAD --format json | field today) # in the registry's time zone
month=$(date --date "${today%-*}-01 - 1 day" +%Y-%m)

for _ in 1 2 3; do
  tp3 changelog --write
  git add docs/changelog
  if git diff --cached --quiet; then
    echo 'docs/changelog is as it should be'
    exit
  fi
  git commit --quiet --message "Change log of $month" --message \
    'The month has ended. What changed in it stands in docs/changelog, so that readers need no Git.'
  if git push --quiet origin "HEAD:refs/heads/$branch"; then
    echo "pushed the change log of $month"
    exit
  fi
  git fetch --quiet origin "$branch"
  git reset --quiet --keep FETCH_HEAD # drops our commit, and stops where a file has other changes
done
echo "docs/changelog could not be pushed to $branch; nothing of it was" >&2
exit 1
