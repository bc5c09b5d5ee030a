import { isUtf8 } from 'node:buffer';
import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { type Observation, UserError } from '../catalogue/index.ts';
import type { Config } from './config.ts';
import {
  assertReadable,
  type FoundConfig,
  fileError,
  findConfig,
  findGitRoot,
  SEARCH_PLACES,
  unreadable,
} from './find.ts';
import type { Environment } from './interpolate.ts';
import { type ConfigLimits, DEFAULT_LIMITS } from './limits.ts';
import { applyOverrides, type Overrides, overrideSources, validateOverrides } from './overrides.ts';
import { isFatal, parseDocument } from './parse.ts';
import type { PathScope } from './paths.ts';
import { emptyResolved } from './resolve.ts';
import { parseYamlText } from './yaml-text.ts';

export interface LoadOptions {
  /** Absolute. */
  readonly cwd: string;
  /** `--config`: this file and no other. */
  readonly file?: string;
  readonly env: Environment;
  readonly overrides?: Overrides;
  readonly limits?: ConfigLimits;
}

export interface LoadedConfig {
  /** Absent when an observation stops the run: `config/syntax`, `config/schema` … */
  readonly config?: Config;
  /** Everything found, in the order of the file; also the ones in `config`. */
  readonly observations: readonly Observation[];
  /** Texts for code frames by `Location.file`, secrets hidden. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Finds, reads, checks and resolves the configuration. With `overrides.bucket` it works without a file. Mistakes in the
 * document are observations, all of them at once. Throws `UserError` only: `config/not-found`, `config/unreadable`,
 * `config/too-large`, and `usage/flag` for an override of the wrong form.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const { env, overrides = {}, limits = DEFAULT_LIMITS } = options;
  const cwd = resolve(options.cwd);
  validateOverrides(overrides);
  const displayName = (path: string): string => relative(cwd, path).split(sep).join('/') || path;
  const found =
    options.file === undefined
      ? await search(cwd, displayName, limits)
      : await readNamed(resolve(cwd, options.file), displayName, limits);
  if (found === undefined) return withoutFile(cwd, overrides);
  const { path, yaml } = found;
  const directory = dirname(path);
  const root = (await findGitRoot(directory)) ?? projectOf(directory);
  const scope: PathScope = { directory, root, realPath };
  const parsed = parseDocument(yaml, path, scope, env, limits);
  const sources = new Map([[yaml.file, parsed.shownText], ...overrideSources(overrides)]);
  if (parsed.resolved === undefined) return { observations: parsed.observations, sources };
  const { config, observations } = applyOverrides(parsed.resolved, overrides);
  const all = [...parsed.observations, ...observations];
  return { ...(!all.some(isFatal) && { config }), observations: all, sources };
}

async function search(
  cwd: string,
  displayName: (path: string) => string,
  limits: ConfigLimits,
): Promise<FoundConfig | undefined> {
  const gitRoot = await findGitRoot(cwd);
  const found = await findConfig(cwd, gitRoot, displayName, limits);
  if (found?.yaml.text.includes('\ufffd')) await assertUtf8(found.path, displayName);
  return found;
}

async function readNamed(
  path: string,
  displayName: (path: string) => string,
  limits: ConfigLimits,
): Promise<FoundConfig> {
  const file = displayName(path);
  await assertReadable(path, file, await findGitRoot(dirname(path)), limits);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fileError(error, file);
  });
  if (text.includes('\ufffd')) await assertUtf8(path, displayName);
  if (text.trim() === '') throw unreadable(file, 'empty');
  return { path, yaml: parseYamlText(text, file) };
}

/** Bytes that are no UTF-8 were read as U+FFFD; only then is it worth a second look. */
async function assertUtf8(path: string, displayName: (path: string) => string): Promise<void> {
  if (!isUtf8(await readFile(path))) throw unreadable(displayName(path), 'not-utf8');
}

function withoutFile(cwd: string, overrides: Overrides): LoadedConfig {
  if (overrides.bucket === undefined) {
    throw new UserError('config/not-found', {
      directory: basename(cwd) || cwd,
      names: SEARCH_PLACES,
    });
  }
  const { config, observations } = applyOverrides(
    emptyResolved(join(cwd, SEARCH_PLACES[0])),
    overrides,
  );
  const sources = new Map(overrideSources(overrides));
  return { ...(!observations.some(isFatal) && { config }), observations, sources };
}

/** Without a repository a configuration stays in its directory; `.config/` belongs to the one above. */
function projectOf(directory: string): string {
  return basename(directory) === '.config' ? dirname(directory) : directory;
}

/** Follows the links of the part that exists: a snapshot may not be there yet. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPath(above), basename(path));
  }
}
