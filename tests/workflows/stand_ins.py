"""What takes the place of actions and workflows that are not ours, or not of a test; see act.py."""

CHECKOUT = """\
name: checkout
description: A clone of the origin of the tests
inputs:
  ref: {description: Branch, default: "${{ github.ref }}"}
  fetch-depth: {description: Commits, default: "1"}
  path: {description: Folder, default: "."}
  persist-credentials: {description: Keep the token, default: "true"}
outputs:
  commit: {description: What was checked out, value: "${{ steps.clone.outputs.commit }}"}
runs:
  using: composite
  steps:
    - shell: bash
      id: clone
      env:
        REF: ${{ inputs.ref }}
        DEPTH: ${{ inputs.fetch-depth }}
        FOLDER: ${{ inputs.path }}
      run: |
        git init --quiet "$FOLDER"
        cd "$FOLDER"
        git remote add origin "file://$ORIGIN"
        if [[ $DEPTH == 0 ]]; then
          git fetch --quiet --tags origin '+refs/heads/*:refs/remotes/origin/*'
          git fetch --quiet origin "$REF"
        else
          git fetch --quiet --depth "$DEPTH" origin "$REF"
        fi
        case $REF in
          refs/heads/*) git checkout --quiet -B "${REF#refs/heads/}" FETCH_HEAD ;;
          *) git checkout --quiet --detach FETCH_HEAD ;;
        esac
        echo "commit=$(git rev-parse HEAD)" >>"$GITHUB_OUTPUT"
"""
PYTHON = """\
name: python
description: The Python of the tests
inputs:
  python-version: {description: Version, required: true}
runs:
  using: composite
  steps:
    - shell: bash
      run: echo "$TESTS_PYTHON" >>"$GITHUB_PATH"
"""
UPLOAD = """\
name: upload
description: Keeps files of a run
inputs:
  name: {description: Name, required: true}
  path: {description: File, required: true}
  if-no-files-found: {description: What then, default: warn}
  retention-days: {description: How long, default: "0"}
runs:
  using: composite
  steps:
    - shell: bash
      env: {NAME: "${{ inputs.name }}", FILE: "${{ inputs.path }}"}
      run: |
        mkdir -p "$KEPT/$GITHUB_RUN_ID/$NAME"
        [[ -d $FILE ]] && FILE=$FILE/.
        cp -r "$FILE" "$KEPT/$GITHUB_RUN_ID/$NAME"
"""
UPLOAD_PAGES = """\
name: upload-pages
description: Keeps a site of a run
inputs:
  name: {description: Name, default: github-pages}
  path: {description: Folder, required: true}
runs:
  using: composite
  steps:
    - shell: bash
      env: {NAME: "${{ inputs.name }}", FOLDER: "${{ inputs.path }}"}
      run: |
        mkdir -p "$KEPT/$GITHUB_RUN_ID"
        cp -r "$FOLDER" "$KEPT/$GITHUB_RUN_ID/$NAME"
"""
DEPLOY_PAGES = """\
name: deploy-pages
description: Publishes the site that the run has kept
inputs:
  artifact_name: {description: Name, default: github-pages}
outputs:
  page_url: {description: Address, value: "https://example.org/"}
runs:
  using: composite
  steps:
    - shell: bash
      env: {NAME: "${{ inputs.artifact_name }}"}
      run: |
        rm -rf "$KEPT/published"
        mv "$KEPT/$GITHUB_RUN_ID/$NAME" "$KEPT/published"
"""
DOWNLOAD = """\
name: download
description: Takes files of another run
inputs:
  name: {description: Name, required: true}
  path: {description: Where to, required: true}
  run-id: {description: The other run, required: true}
  github-token: {description: Token, required: true}
runs:
  using: composite
  steps:
    - shell: bash
      env: {NAME: "${{ inputs.name }}", TO: "${{ inputs.path }}", RUN: "${{ inputs.run-id }}"}
      run: |
        mkdir -p "$TO"
        cp -r "$KEPT/$RUN/$NAME/." "$TO"
"""
STAND_INS = {
    "checkout": CHECKOUT,
    "setup-python": PYTHON,
    "upload-artifact": UPLOAD,
    "upload-pages-artifact": UPLOAD_PAGES,
    "deploy-pages": DEPLOY_PAGES,
    "download-artifact": DOWNLOAD,
}
STILL = """\
name: {name}
on:
  workflow_call:
    inputs: {{workflow: {{type: string}}, failed: {{type: boolean}}}}
jobs:
  {job}:
    runs-on: ubuntu-latest
    steps: [{{run: "true"}}]
"""
