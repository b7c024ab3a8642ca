#!/usr/bin/env bash
# Passes the tests: ./eng/test.sh [arguments for dotnet test]
# As root on Debian it first installs what some tests need; elsewhere it names what is missing, and those tests skip with that reason.
set -euo pipefail
cd "$(dirname "$0")/.."

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

install_node() {
  command -v node >/dev/null && command -v npm >/dev/null && return 0
  can_install || { echo "missing: node and npm (the independent Delta reader and the browser run on them)" >&2; return 1; }
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null
}

install_delta_reader() {
  [ -d eng/chdb/node_modules/chdb ] && return 0
  install_node || return 1
  (cd eng/chdb && npm install --no-audit --no-fund --no-package-lock --loglevel=error) ||
    { echo "missing: the npm package chdb 3.4.0 (the independent Delta reader)" >&2; return 1; }
}

install_browser() {
  if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
    can_install || { echo "missing: chromium (it opens the pages that the library writes)" >&2; return 1; }
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null || return 1
  fi
  [ -d eng/browser/node_modules/playwright-core ] && [ -d eng/browser/node_modules/axe-core ] && return 0
  install_node || return 1
  (cd eng/browser && npm install --no-audit --no-fund --no-package-lock --loglevel=error) ||
    { echo "missing: the npm packages of eng/browser (they drive the browser)" >&2; return 1; }
}

install_delta_reader || echo "The tests that read tables with another engine will be skipped." >&2
install_browser || echo "The tests that open pages in a browser will be skipped." >&2

dotnet build DataIngestion.Sdk.sln -nologo -v quiet
dotnet test --solution DataIngestion.Sdk.sln --no-build "$@"
