import { constants } from 'node:fs';
import { access, lstat, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Explorer } from 'cosmiconfig/dist/Explorer.js';
import { UserError } from '../catalogue/index.ts';
import type { ConfigLimits } from './limits.ts';
import { isInside } from './paths.ts';
import { parseYamlText, type YamlText } from './yaml-text.ts';

/** Names of the configuration, in this order in each directory. Declarative formats only: pipelines run it on foreign code. */
export const SEARCH_PLACES = [
  'datagalaxy.config.yaml',
  'datagalaxy.config.yml',
  'datagalaxy.config.json',
  '.config/datagalaxy.yaml',
] as const;

/**
 * Cosmiconfig's explorer, without its public function: that one first looks for settings of its own in the working
 * directory, which includes running `.config/config.js`, and a pull request may bring that file.
 */
function explorerFor(displayName: (path: string) => string): Explorer {
  const loader = (path: string, text: string): YamlText => parseYamlText(text, displayName(path));
  return new Explorer({
    moduleName: 'datagalaxy',
    searchPlaces: SEARCH_PLACES,
    searchStrategy: 'none',
    ignoreEmptySearchPlaces: false,
    cache: false,
    transform: (result) => result,
    loaders: { '.yaml': loader, '.yml': loader, '.json': loader },
    metaConfigFilePath: null,
    mergeImportArrays: false,
    mergeSearchPlaces: false,
  });
}

export interface FoundConfig {
  /** Absolute path. */
  readonly path: string;
  readonly yaml: YamlText;
}

/**
 * The nearest configuration from `cwd` up to `gitRoot`, or in `cwd` alone where there is no repository: a directory above
 * may be anybody's. A file that is there but cannot be read is an error, not a reason to look further.
 */
export async function findConfig(
  cwd: string,
  gitRoot: string | undefined,
  displayName: (path: string) => string,
  limits: ConfigLimits,
): Promise<FoundConfig | undefined> {
  const explorer = explorerFor(displayName);
  for (let directory = cwd; ; directory = dirname(directory)) {
    for (const place of SEARCH_PLACES) {
      const path = join(directory, place);
      if (!(await isThere(path))) continue;
      await assertReadable(path, displayName(path), gitRoot, limits);
      const result = await explorer.search(directory);
      if (result === null || result.isEmpty) throw unreadable(displayName(path), 'empty');
      // The loader above made it.
      return { path: result.filepath, yaml: result.config as YamlText };
    }
    if (gitRoot === undefined || directory === gitRoot || dirname(directory) === directory) {
      return undefined;
    }
  }
}

/** The directory that holds `.git` (a directory, or a file in a work tree), from `directory` upwards. */
export async function findGitRoot(directory: string): Promise<string | undefined> {
  for (let current = directory; ; current = dirname(current)) {
    if (await isThere(join(current, '.git'))) return current;
    if (dirname(current) === current) return undefined;
  }
}

/** Throws unless `path` is a regular file that may be read, small enough, and inside the repository it seems to be in. */
export async function assertReadable(
  path: string,
  file: string,
  gitRoot: string | undefined,
  limits: ConfigLimits,
): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    throw fileError(error, file);
  });
  if (found.isDirectory()) throw unreadable(file, 'directory');
  if (!found.isFile()) throw unreadable(file, 'not-a-file');
  if (found.size > limits.maxBytes) {
    throw new UserError('config/too-large', { file, limit: limits.maxBytes });
  }
  if (found.size === 0) throw unreadable(file, 'empty');
  await access(path, constants.R_OK).catch((error: unknown) => {
    throw fileError(error, file);
  });
  // A link in a pull request must not show somebody's files in a code frame.
  if (gitRoot !== undefined && isInside(gitRoot, path)) {
    if (!isInside(await realpath(gitRoot), await realpath(path))) {
      throw unreadable(file, 'outside-repository');
    }
  }
}

export function unreadable(file: string, reason: string): UserError {
  return new UserError('config/unreadable', { file, reason });
}

/** An error of the file system in our words. */
export function fileError(error: unknown, file: string): UserError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT' || code === 'ENOTDIR') return new UserError('config/not-found', { file });
  if (code === 'EACCES' || code === 'EPERM') return unreadable(file, 'access-denied');
  return new UserError('config/unreadable', { file, reason: 'failed', code });
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // Anything else (a directory that may not be searched) is found out by whoever reads it.
    return code !== 'ENOENT' && code !== 'ENOTDIR';
  }
}
