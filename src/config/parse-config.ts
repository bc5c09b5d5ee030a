import { dirname, resolve } from 'node:path';
import type { Environment } from './interpolate.ts';
import { type ConfigLimits, DEFAULT_LIMITS } from './limits.ts';
import type { LoadedConfig } from './load.ts';
import { applyOverrides } from './overrides.ts';
import { parseDocument } from './parse.ts';
import type { PathScope } from './paths.ts';
import { parseYamlText } from './yaml-text.ts';

export interface ParseOptions {
  /** As locations name it. */
  readonly file?: string;
  /** Absolute directory that the file is in, and the repository's root. */
  readonly directory?: string;
  readonly env?: Environment;
  readonly limits?: ConfigLimits;
  /** Follows symbolic links; without it there are none. */
  readonly realPath?: PathScope['realPath'];
}

/** `loadConfig` for text at hand: no file is read. */
export function parseConfig(text: string, options: ParseOptions = {}): LoadedConfig {
  const { file = 'datagalaxy.config.yaml', env = {}, limits = DEFAULT_LIMITS } = options;
  const path = resolve(options.directory ?? '/', file);
  const directory = dirname(path);
  const realPath = options.realPath ?? ((place: string) => place);
  const scope = { directory, root: options.directory ?? directory, realPath };
  const { resolved, observations, shownText } = parseDocument(
    parseYamlText(text, file),
    path,
    scope,
    env,
    limits,
  );
  const sources = new Map([[file, shownText]]);
  if (resolved === undefined) return { observations, sources };
  return { config: applyOverrides(resolved, {}).config, observations, sources };
}
