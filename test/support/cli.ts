import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type EmbeddedServer,
  type ServerOptions,
  startServer,
} from '../../src/demo/server/index.ts';

const BIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** Sent when `when` resolves, if the program still runs. */
  readonly kill?: { readonly when: Promise<unknown>; readonly signal: NodeJS.Signals };
}

/** The environment of a clean machine: nothing of the developer's AWS settings, colours or CI reaches a test. */
export function cleanEnv(env: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: '/nonexistent',
    AWS_EC2_METADATA_DISABLED: 'true',
    GIT_CONFIG_NOSYSTEM: '1',
    ...env,
  };
}

/** Runs the built program as a user would. */
export function runCli(argv: readonly string[], options: CliOptions): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...argv], {
      cwd: options.cwd,
      env: cleanEnv(options.env),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
      });
    }
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, ...output }));
    // A program that ends before it has read everything is no failure of the test.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
    if (options.kill !== undefined) {
      const { when, signal } = options.kill;
      when.then(() => child.kill(signal));
    }
  });
}

export const KEY_ID = 'HARBOURKEY0000000001';
export const SECRET = 'harbour-secret-0000000000000000000000001';

/** A lake on loopback and a folder with its configuration. */
export interface Harbour {
  readonly server: EmbeddedServer;
  readonly folder: string;
  readonly write: (file: string, text: string | Uint8Array) => string;
  readonly run: (argv: readonly string[], options?: Partial<CliOptions>) => Promise<CliResult>;
  readonly put: (key: string, body: string | Uint8Array) => void;
}

/** The configuration of the bucket `harbour`; `masks` are lines of YAML below `masks:`, `more` goes to the end. */
export function harbourConfig(url: string, masks: readonly string[] = [], more = ''): string {
  return `version: 1
auth:
  reader:
    kind: access-key
    accessKeyId: \${env:LAKE_KEY}
    secretAccessKey: \${env:LAKE_SECRET}
endpoints:
  local: { kind: url, url: "${url}", pathStyle: true }
buckets:
  - name: harbour
    region: eu-west-1
    auth: reader
    endpoint: local
${masks.length === 0 ? '' : `    masks:\n${masks.map((mask) => `      - ${mask}\n`).join('')}`}${more}`;
}

/** Starts the lake, hands it to `use`, and cleans up whatever happens. */
export async function withHarbour(
  use: (harbour: Harbour) => Promise<void>,
  options: Partial<ServerOptions> & {
    readonly masks?: readonly string[];
    readonly more?: string;
  } = {},
): Promise<void> {
  const { masks, more, ...serverOptions } = options;
  const server = await startServer({
    credentials: [{ accessKeyId: KEY_ID, secretAccessKey: SECRET }],
    buckets: ['harbour'],
    ...serverOptions,
  });
  const folder = mkdtempSync(join(tmpdir(), 'harbour-'));
  try {
    const write = (file: string, text: string | Uint8Array): string => {
      writeFileSync(join(folder, file), text);
      return join(folder, file);
    };
    write('datagalaxy.config.yaml', harbourConfig(server.url, masks, more));
    await use({
      server,
      folder,
      write,
      put: (key, body) => server.put('harbour', key, body),
      run: (argv, cliOptions = {}) =>
        runCli(argv, {
          cwd: folder,
          ...cliOptions,
          env: { LAKE_KEY: KEY_ID, LAKE_SECRET: SECRET, ...cliOptions.env },
        }),
    });
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
