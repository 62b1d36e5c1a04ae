#!/bin/sh
# Build the wheel, install it into an empty environment, and run the sample through it as a stranger would.
set -eu
python=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m build --wheel --outdir "$work/dist" . > "$work/build.log" 2>&1 || { tail -20 "$work/build.log"; exit 1; }
"${PYTHON:-python3}" -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check "$work"/dist/*.whl
cd "$work"
env/bin/musterbook read sample:haiti-mss --book sample.book
env/bin/musterbook balance --book sample.book --json | "$work/env/bin/python" -c '
import json, sys
balance = json.load(sys.stdin)
assert balance["mission"] == "haiti-mss", balance["mission"]
assert balance["accounts"], "no accounts in the balance of the sample"
print("the wheel reads the sample:", len(balance["accounts"]), "accounts")'
env/bin/musterbook dossier --book sample.book --out dossier.html
test -s dossier.html
