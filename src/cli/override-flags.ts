import type { Command } from 'commander';
import { type Overrides, parsePassword } from '../config/index.ts';
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
  const password = await passwordText(flags.password, io);
  const { mask = [], password: _, ...rest } = flags;
  const named = Object.fromEntries(
    (['bucket', 'region', 'prefix', 'roleArn', 'vpcEndpoint', 'endpointUrl', 'user'] as const)
      .filter((name) => rest[name] !== undefined)
      .map((name) => [name, rest[name]]),
  );
  if (password === undefined) return { ...named, ...(mask.length === 0 ? {} : { masks: mask }) };
  const { secretAccessKey, sessionToken } = parsePassword(password);
  return {
    ...named,
    ...(mask.length === 0 ? {} : { masks: mask }),
    password: secretAccessKey,
    ...(sessionToken === undefined ? {} : { stsToken: sessionToken }),
  };
}

async function passwordText(flag: string | undefined, io: Io): Promise<string | undefined> {
  if (flag === '-') return (await readAll(io.stdin)).replace(/\r?\n$/, '');
  if (flag !== undefined) {
    await io.stderr.write(
      'Warning: other users of this machine can see --password in the list of processes; use `--password -` or DATAGALAXY_S3_PASSWORD.\n',
    );
    return flag;
  }
  const fromEnvironment = io.env['DATAGALAXY_S3_PASSWORD'] ?? '';
  return fromEnvironment === '' ? undefined : fromEnvironment;
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
