import { isAbsolute, relative, resolve } from 'node:path';
import type { Place } from './tree.ts';

/** Where a configuration's relative paths start and where they must stay. */
export interface PathScope {
  /** Absolute path of the configuration's directory. */
  readonly directory: string;
  /** The repository, or the configuration's directory where there is none. */
  readonly root: string;
  /** The path with every symbolic link of its existing part followed. */
  readonly realPath: (path: string) => string;
}

/**
 * The absolute path of a value. Undefined when it leads out of the repository, unless the whole value came from a variable
 * of the environment: the configuration comes from pull requests, the environment does not.
 */
export function pathInside(scope: PathScope, text: string, place?: Place): string | undefined {
  const path = resolve(scope.directory, text);
  if (place?.interpolated?.origin === 'variable') return path;
  if (text.includes('\0')) return undefined;
  return isInside(scope.realPath(scope.root), scope.realPath(path)) ? path : undefined;
}

/** Whether `path` is `root` or below it; both absolute. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return (
    way === '' ||
    (way !== '..' && !way.startsWith('../') && !way.startsWith('..\\') && !isAbsolute(way))
  );
}
