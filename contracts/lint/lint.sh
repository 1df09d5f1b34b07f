#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What ./mvnw verify runs: the linters on the Node of this machine.
cd "$(dirname "$0")" || exit 1
if ! { command -v node && command -v npm; } >/dev/null; then
  echo "Node.js (20.19 or newer) and npm are needed to lint the API documents; -DskipLint leaves it out." >&2
  exit 1
fi
exec node lint.mjs
