// SPDX-License-Identifier: Apache-2.0
// Installs what package-lock.json pins, if it is not there yet, and lints contracts/openapi with Redocly and Spectral.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const openapi = join(here, '..', 'openapi');
const installed = join(here, 'node_modules', '.installed');
const quiet = { ...process.env, REDOCLY_TELEMETRY: 'off', SCARF_ANALYTICS: 'false', NO_UPDATE_NOTIFIER: '1' };

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: here, stdio: 'inherit', env: quiet });
  if (error) throw error;
  return status;
}

function install() {
  const lock = createHash('sha256').update(readFileSync(join(here, 'package-lock.json'))).digest('hex');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) return;
  // No scripts of packages are run: none of them needs any.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if (run('npm', args) !== 0) process.exit(1);
  writeFileSync(installed, lock);
}

install();
const documents = readdirSync(openapi).filter((name) => name.endsWith('.yaml')).sort().map((name) => join(openapi, name));
if (documents.length === 0) throw new Error(`no documents in ${openapi}`);
const results = [
  run(process.execPath, [join('node_modules', '@redocly', 'cli', 'bin', 'cli.js'), 'lint', '--max-problems=500', ...documents]),
  run(process.execPath, [join('node_modules', '@stoplight', 'spectral-cli', 'dist', 'index.js'), 'lint', '--fail-severity=warn', ...documents]),
];
process.exit(results.every((status) => status === 0) ? 0 : 1);
