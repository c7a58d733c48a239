#!/usr/bin/env bash
# Cuts a month of the registry: a tag on its last commit, and a release with notes in three languages.
# MONTH=YYYY-MM says which; without it the last month that has ended. What exists already is left alone.
set -euo pipefail

declare -A headings=([fi]=Suomeksi [sv]='På svenska' [en]='In English')

field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
fetch_tag() { git fetch --quiet --no-tags origin "+refs/tags/$tag:refs/tags/$tag" 2>/dev/null; }
changes() { tp3 --rev "$tag" --lang "$1" changelog --month "$month" --format markdown; }
place() { echo "\`docs/changelog/${month%-*}.$1.md\`"; }
write_notes() { # of each language what a command says
  local language text
  for language in 'fi' sv en; do
    text=$("$@" "$language")
    printf '# %s\n\n%s\n\n' "${headings[$language]}" "$text"
  done >"$notes"
}

today=$(tp3 changelog --from HEAD --to HEAD --format json | field today) # in the registry's time zone
month=${MONTH:-$(date --date "${today%-*}-01 - 1 day" +%Y-%m)}
if ! [[ $month =~ ^[0-9]{4}-[0-9]{2}$ ]] || ! last=$(date --date "$month-01 + 1 month - 1 day" +%F); then
  echo 'MONTH is no month: write it as 2027-02' >&2
  exit 2
elif [[ ! $last < $today ]]; then
  echo "$month has not ended yet: today is $today" >&2
  exit 1
fi

# A day names the last commit on or before it. That there is none, tp3 calls wrong usage (2).
answer=$(tp3 changelog --from "$last" --to "$last" --format json) || {
  code=$?
  ((code == 2)) || exit "$code"
  echo "nothing to cut: the registry begins after $month"
  exit
}
commit=$(field revision <<<"$answer")

tag=registry-$month
if fetch_tag; then
  echo "the tag $tag exists"
else
  git tag --force --annotate --message "The registry at the end of $month" "$tag" "$commit" >/dev/null
  git push --quiet origin "refs/tags/$tag" || fetch_tag # another run may have been quicker
  echo "the tag $tag stands"
fi

if gh release view "$tag" >/dev/null 2>&1; then
  echo "the release $tag exists"
  exit
fi
notes=$(mktemp)
trap 'rm -f "$notes"' EXIT
write_notes changes
if (($(wc -c <"$notes") > 120000)); then # GitHub takes 125,000 characters
  write_notes place
fi
gh release create "$tag" --verify-tag --title "Rekisteri · Register · Registry $month" --notes-file "$notes" ||
  gh release view "$tag" >/dev/null # another run may have been quicker
echo "the release $tag stands"
