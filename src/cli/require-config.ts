import { UserError } from '../catalogue/index.ts';
import {
  type BucketConfig,
  type Config,
  type LoadedConfig,
  loadConfig,
  type Overrides,
} from '../config/index.ts';
import { makeReport, renderReport } from '../report/index.ts';
import { configLevels, judge } from '../rules/index.ts';
import { colourOf } from './colour.ts';
import type { Io } from './io.ts';
import { noteUnusedPassword } from './override-flags.ts';
import { TOOL } from './tool.ts';

type Options = Readonly<Record<string, unknown>>;

/** The configuration of the call, sound or not. */
export function loadFor(
  options: Options,
  io: Io,
  overrides: Overrides = {},
): Promise<LoadedConfig> {
  const file = options['config'];
  return loadConfig({
    cwd: io.cwd,
    ...(typeof file === 'string' ? { file } : {}),
    env: io.env,
    overrides,
  });
}

/** A configuration that a run can start from, and the texts that findings point into. */
export interface LoadedRun<C = Config | undefined> {
  readonly config: C;
  readonly sources: LoadedConfig['sources'];
}

/** The configuration. Throws `config/invalid` after everything that is wrong with it was told on stderr. */
export async function loadRun(
  options: Options,
  io: Io,
  overrides: Overrides = {},
): Promise<LoadedRun<Config>> {
  const { config, observations, sources } = await loadFor(options, io, overrides);
  if (config !== undefined) {
    await noteUnusedPassword(overrides, config, io);
    return { config, sources };
  }
  const findings = judge(observations, configLevels(undefined));
  const report = makeReport({ tool: TOOL, findings });
  const color = colourOf(io.stderr, io.env, options);
  const { columns: width } = io.stderr;
  for (const chunk of renderReport('text', report, { color, width, sources, failOn: 'never' })) {
    await io.stderr.write(chunk);
  }
  throw new UserError('config/invalid', {
    errors: findings.filter(({ level }) => level === 'error').length,
  });
}

/** The same for a call that can do without one: no file is no mistake, unless `--config` names it. */
export async function loadRunIfAny(
  options: Options,
  io: Io,
  overrides: Overrides = {},
): Promise<LoadedRun> {
  try {
    return await loadRun(options, io, overrides);
  } catch (error) {
    if (!(error instanceof UserError) || error.id !== 'config/not-found') throw error;
    return { config: undefined, sources: new Map() };
  }
}

/** The bucket that `--bucket` names, or the only one. Throws `usage/unknown-bucket`. */
export function oneBucket(config: Config, name: unknown): BucketConfig {
  const known = config.buckets.map((bucket) => bucket.name);
  const found = config.buckets.find((bucket) => bucket.name === name);
  if (found !== undefined) return found;
  const [only] = config.buckets;
  if (name === undefined && only !== undefined && config.buckets.length === 1) return only;
  if (name === undefined) {
    throw new UserError('usage/flag', { flag: '--bucket', reason: 'unnamed', allowed: known });
  }
  throw new UserError('usage/unknown-bucket', { bucket: String(name), known });
}
