#!/usr/bin/env bash
# Writes the change log of the months that have ended and proposes it: a pull request from a branch of its own, which the
# maintainers approve like any other change. When nothing has changed nothing is done. What is proposed already is left
# alone, or the approvals that it has would be lost.
set -euo pipefail

base=$(git symbolic-ref --short HEAD)
branch=tp3/changelog
title='Change log of the months that have ended'
text='What changed stands in docs/changelog, so that readers need no Git.'

is_proposed() {
  git fetch --quiet origin "refs/heads/$branch" 2>/dev/null && git diff --quiet FETCH_HEAD HEAD -- docs/changelog
}
standing() { # a pull request from a branch of this name in a fork is somebody else's
  gh pr list --head "$branch" --base "$base" --json url,isCrossRepository \
    --jq '.[] | select(.isCrossRepository | not) | .url'
}

tp3 changelog --write
git add docs/changelog
if git diff --cached --quiet; then
  echo 'docs/changelog is as it should be'
  exit
fi
git switch --quiet --force-create "$branch"
git commit --quiet --message "$title" --message "$text"
# Another run may be quicker, here and below.
is_proposed || git push --quiet --force origin "HEAD:refs/heads/$branch" || is_proposed
git switch --quiet "$base"

url=$(standing)
if [[ -z $url ]]; then
  url=$(gh pr create --base "$base" --head "$branch" --title "$title" --body "$text") || url=$(standing)
fi
if [[ -z $url ]]; then
  echo "$branch stands, but its pull request could not be opened" >&2
  exit 1
fi
echo "proposed: $url"
