import { createReadStream } from 'node:fs';
import { type Entry, UserError } from '../catalogue/index.ts';
import { type GitRepo, pathInRepo } from './git-repo.ts';
import type { Operand } from './operand.ts';
import { readSnapshot } from './read.ts';

/** A snapshot that is ready to be streamed, under the name that reports give it. */
export interface OpenSnapshot {
  readonly name: string;
  readonly entries: AsyncIterable<Entry>;
}

/**
 * A snapshot file. A missing one throws `usage/file-not-found`, or `snapshot/missing` when it is the one that the
 * configuration names (`committed`), since then the repository lacks its snapshot. `name`: what messages call it.
 */
export function openSnapshotFile(
  path: string,
  { name = path, committed = false }: { readonly name?: string; readonly committed?: boolean } = {},
): OpenSnapshot {
  return { name, entries: readSnapshot(fileBytes(path, name, committed), { name }) };
}

/** The snapshot as a git ref holds it; `snapshotFile` is the absolute path that an operand without PATH means. */
export function openGitSnapshot(
  repo: GitRepo,
  operand: Operand & { readonly kind: 'git' },
  snapshotFile: string,
): OpenSnapshot {
  const { ref, path } = operand;
  const name = path === undefined ? `git:${ref}` : `git:${ref}:${path}`;
  return { name, entries: readSnapshot(gitBytes(repo, ref, path, snapshotFile), { name }) };
}

async function* gitBytes(
  repo: GitRepo,
  ref: string,
  path: string | undefined,
  snapshotFile: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* repo.show(ref, path ?? (await pathInRepo(repo, snapshotFile)));
}

async function* fileBytes(
  path: string,
  name: string,
  committed: boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
    if (code === undefined) throw cause;
    if (code !== 'ENOENT')
      throw new UserError('usage/file-unreadable', { file: name, code }, { cause });
    throw new UserError(
      committed ? 'snapshot/missing' : 'usage/file-not-found',
      committed ? { file: name } : { file: name, snapshot: true },
      { cause },
    );
  }
}
