#!/usr/bin/env bash
# Enables every workflow of the repository that is on, or that GitHub turned off for want of activity.
# One that a person turned off stays off.
set -euo pipefail

api() { # method, path below the repository; the token goes in by a header file, so that no list of processes shows it
  curl --silent --show-error --fail --retry 4 --retry-connrefused --max-time 60 --request "$1" \
    --header 'Accept: application/vnd.github+json' --header 'X-GitHub-Api-Version: 2022-11-28' \
    --header @<(echo "Authorization: Bearer $GITHUB_TOKEN") "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/$2"
}
on_or_asleep='import json, sys
for each in json.load(sys.stdin)["workflows"]:
    if each["state"] in ("active", "disabled_inactivity"):
        print(each["id"], each["state"], each["path"])'

workflows=$(api GET 'actions/workflows?per_page=100' | python3 -c "$on_or_asleep")
while read -r id state path; do
  [[ -n $id ]] || continue
  api PUT "actions/workflows/$id/enable"
  echo "enabled: $path (was: $state)"
done <<<"$workflows"
