import { spawn } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, posix, relative, sep } from 'node:path';
import { closest, distance } from 'fastest-levenshtein';
import { type Json, UserError } from '../catalogue/index.ts';

/** The history of a repository, as far as snapshots need it. */
export interface GitRepo {
  /** Absolute path of the working tree. */
  readonly root: string;
  /**
   * The bytes of a file as that ref holds it, unfiltered. `path` is relative to the root. Throws `usage/git` (unknown ref,
   * path outside the repository) and `snapshot/missing` (no such file at that ref).
   */
  show(ref: string, path: string): AsyncIterable<Uint8Array>;
}

/** More refs than this are not searched for a near name. */
const MAX_REFS = 10_000;
const MAX_ANSWER = 1 << 20;

/** Finds the repository around a directory through the `git` program. Throws `usage/git`. */
export async function openGitRepo(directory: string): Promise<GitRepo> {
  const { code, stdout, stderr } = await git(directory, ['rev-parse', '--show-toplevel']);
  const root = stdout.replace(/\r?\n$/, '');
  if (code === 0 && root !== '') return new SpawnedGit(root);
  // git's own words are translated, but the name of the setting is not.
  const reason = stderr.includes('safe.directory') ? 'dubious-ownership' : 'not-a-repository';
  throw new UserError('usage/git', { reason, directory });
}

/**
 * Whether git tracks anything at a path below a directory. False where there is no repository, and no `git`: nothing came through one
 * that is not asked.
 */
export async function isTracked(directory: string, path: string): Promise<boolean> {
  try {
    const { code, stdout } = await git(directory, ['ls-files', '-z', '--', `:(literal)${path}`]);
    return code === 0 && stdout !== '';
  } catch {
    return false;
  }
}

class SpawnedGit implements GitRepo {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  async *show(ref: string, path: string): AsyncGenerator<Uint8Array, void, undefined> {
    const tree = await this.#resolve(`${ref}^{tree}`);
    if (tree === undefined) throw new UserError('usage/git', await this.#unknownRef(ref));
    const blob = await this.#resolve(`${tree}:${await this.#inside(path)}`);
    if (blob === undefined) throw new UserError('snapshot/missing', { ref, path });
    const child = spawn('git', ['cat-file', 'blob', blob], {
      cwd: this.root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const finished = collect(child);
    try {
      yield* child.stdout as AsyncIterable<Uint8Array>;
      const { code, stderr } = await finished;
      if (code !== 0) throw new UserError('usage/git', { reason: 'failed', ref, path, stderr });
    } finally {
      // A reader that stops early must not leave git writing into a full pipe.
      child.kill();
    }
  }

  /** The object's id; undefined when the expression names none. */
  async #resolve(expression: string): Promise<string | undefined> {
    const { code, stdout } = await git(this.root, ['rev-parse', '--verify', '--quiet', expression]);
    const id = stdout.trim();
    return code === 0 && /^[0-9a-f]{40,64}$/.test(id) ? id : undefined;
  }

  /** The path in git's form: relative to the root, with `/`. */
  async #inside(path: string): Promise<string> {
    const inside = isAbsolute(path) ? await pathInRepo(this, path) : path.split(sep).join('/');
    const normal = posix.normalize(inside);
    if (normal === '..' || normal.startsWith('../')) {
      throw new UserError('usage/git', { reason: 'outside-repository', path, root: this.root });
    }
    return normal;
  }

  async #unknownRef(ref: string): Promise<{ [name: string]: Json | undefined }> {
    const format = ['for-each-ref', `--count=${MAX_REFS}`, '--format=%(refname:short)'];
    const names = (await git(this.root, format)).stdout.split('\n').filter((name) => name !== '');
    const near = names.length === 0 ? undefined : closest(ref, names);
    const isNear = near !== undefined && distance(ref, near) <= Math.max(2, ref.length / 3);
    const shallow = (await git(this.root, ['rev-parse', '--is-shallow-repository'])).stdout.trim();
    return {
      reason: 'unknown-ref',
      ref,
      ...(isNear ? { nearest: near } : {}),
      ...(shallow === 'true' ? { shallow: true } : {}),
    };
  }
}

/** An absolute path as the repository knows it, with `/`. Symbolic links above the file are resolved, as git does. */
export async function pathInRepo(repo: GitRepo, path: string): Promise<string> {
  const directory = await realpath(dirname(path)).catch(() => dirname(path));
  return relative(repo.root, join(directory, basename(path)))
    .split(sep)
    .join('/');
}

interface GitAnswer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs git without a shell and collects a short answer. */
async function git(directory: string, args: readonly string[]): Promise<GitAnswer> {
  const child = spawn('git', args, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (stdout.length < MAX_ANSWER) stdout += text;
  });
  return { ...(await collect(child)), stdout };
}

function collect(
  child: ReturnType<typeof spawn>,
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < 2000) stderr += text;
  });
  const finished = new Promise<{ code: number | null; stderr: string }>((resolve, reject) => {
    child.on('error', (cause) => {
      reject(new UserError('usage/git', { reason: 'git-missing' }, { cause }));
    });
    child.on('close', (code) => resolve({ code, stderr }));
  });
  // Whoever stops reading early never asks how it finished.
  finished.catch(() => undefined);
  return finished;
}
