import type { Command } from 'commander';
import { type Config, type Overrides, parsePassword, usesPassword } from '../config/index.ts';
import type { Io } from './io.ts';

/** Adds the flags that replace the configuration for one run (SPEC 4.3). */
export function addOverrideFlags(command: Command): void {
  command
    .option('--bucket <name>', 'only this bucket; works without a configuration file too')
    .option('--region <region>', 'its region')
    .option('--prefix <prefix>', 'only keys that begin with it')
    .option('--role-arn <arn>', 'IAM role to assume')
    .option('--vpc-endpoint <host>', 'host name of a VPC endpoint')
    .option('--endpoint-url <url>', 'URL of another S3 server')
    .option('--mask <mask>', 'mask instead of the configured ones; may be repeated', collect, [])
    .option('--user <key id>', 'access key id')
    .option(
      '--password <secret>',
      'secret key, or {"password":"…","sts-token":"…"}; `-` reads it from stdin, better still set DATAGALAXY_S3_PASSWORD',
    );
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** Says so where a password of the environment belongs to nothing: the variable may be set for another run. */
export async function noteUnusedPassword(
  overrides: Overrides,
  config: Config,
  io: Io,
): Promise<void> {
  if (overrides.passwordIfUsable !== true || usesPassword(overrides, config)) return;
  await io.stderr.write(
    `Note: ${PASSWORD_VARIABLE} is ignored, since no bucket of this run signs in with an access key; name one with --user.\n`,
  );
}

const PASSWORD_VARIABLE = 'DATAGALAXY_S3_PASSWORD';
const MAX_PASSWORD_BYTES = 64 * 1024;

/** The overrides of a call. Reads stdin for `--password -`; warns of a secret that other users of the machine can see. */
export async function readOverrides(
  options: Readonly<Record<string, unknown>>,
  io: Io,
): Promise<Overrides> {
  const flags = options as {
    bucket?: string;
    region?: string;
    prefix?: string;
    roleArn?: string;
    vpcEndpoint?: string;
    endpointUrl?: string;
    mask?: readonly string[];
    user?: string;
    password?: string;
  };
  const fromFlag = await passwordText(flags.password, io);
  const fromEnvironment = fromFlag === undefined ? io.env[PASSWORD_VARIABLE] : undefined;
  const password = fromFlag ?? (fromEnvironment || undefined);
  const { mask = [], password: _, ...rest } = flags;
  const named = Object.fromEntries(
    (['bucket', 'region', 'prefix', 'roleArn', 'vpcEndpoint', 'endpointUrl', 'user'] as const)
      .filter((name) => rest[name] !== undefined)
      .map((name) => [name, rest[name]]),
  );
  if (password === undefined) return { ...named, ...(mask.length === 0 ? {} : { masks: mask }) };
  const { secretAccessKey, sessionToken } = parsePassword(
    password,
    fromFlag === undefined ? PASSWORD_VARIABLE : '--password',
  );
  return {
    ...named,
    ...(mask.length === 0 ? {} : { masks: mask }),
    password: secretAccessKey,
    ...(sessionToken === undefined ? {} : { stsToken: sessionToken }),
    ...(fromFlag === undefined ? { passwordIfUsable: true } : {}),
  };
}

async function passwordText(flag: string | undefined, io: Io): Promise<string | undefined> {
  if (flag === '-') return (await readAll(io.stdin)).replace(/\r?\n$/, '');
  if (flag !== undefined) {
    await io.stderr.write(
      'Warning: other users of this machine can see --password in the list of processes; use `--password -` or DATAGALAXY_S3_PASSWORD.\n',
    );
  }
  return flag;
}

async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    size += chunk.length;
    if (size > MAX_PASSWORD_BYTES) break;
  }
  return Buffer.concat(parts).toString('utf8');
}
