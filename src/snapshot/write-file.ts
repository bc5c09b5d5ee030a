import { lstat, readlink, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type EntryStream, UserError } from '../catalogue/index.ts';
import { Draft } from './draft.ts';
import { OldFile } from './old-file.ts';
import { printSnapshot } from './print.ts';
import { orWriteFailed } from './write-failed.ts';

export interface SnapshotWrite {
  /** The file held other bytes, or did not exist. */
  readonly changed: boolean;
  /** The file was replaced. */
  readonly written: boolean;
}

/**
 * Makes the file hold the canonical text of the entries. As long as the text equals what the file holds nothing is
 * written, so an unchanged snapshot leaves a read-only directory alone. From the first difference on it goes to a temporary
 * file beside the target, synced and then renamed over it: a reader, or a crash, sees the old text or the new one. Mode
 * and symbolic links are kept; the temporary file goes whatever fails, the entries themselves included.
 * Throws `usage/write-failed`, or what the entries throw. O(text) time, O(one file) memory.
 */
export async function writeSnapshotFile(
  path: string,
  entries: EntryStream,
): Promise<SnapshotWrite> {
  const target = await followLinks(path);
  const old = await OldFile.open(target);
  let draft: Draft | undefined;
  try {
    for await (const text of printSnapshot(entries)) {
      const bytes = Buffer.from(text);
      if (draft === undefined && (await old.continuesWith(bytes))) continue;
      draft ??= await startDraft(target, old);
      await draft.write(bytes);
    }
    // All of the new text matched, but the old one may go on.
    if (draft === undefined && !(await old.isAtEnd())) draft = await startDraft(target, old);
    await draft?.commit();
    return { changed: draft !== undefined, written: draft !== undefined };
  } catch (error) {
    await draft?.discard();
    throw error;
  } finally {
    await old.close();
  }
}

/** Whether `writeSnapshotFile` would replace the file. Writes nothing; reads all entries, so that their failure shows. */
export async function wouldChange(path: string, entries: EntryStream): Promise<boolean> {
  const old = await OldFile.open(await followLinks(path));
  try {
    let equal = true;
    for await (const text of printSnapshot(entries)) {
      equal = equal && (await old.continuesWith(Buffer.from(text)));
    }
    return !(equal && (await old.isAtEnd()));
  } finally {
    await old.close();
  }
}

/** A temporary file that already holds what was found equal. */
async function startDraft(target: string, old: OldFile): Promise<Draft> {
  await old.requireWritable();
  const draft = await Draft.create(target, old.mode);
  try {
    await orWriteFailed(target, async () => {
      for await (const bytes of old.matchedBytes()) await draft.write(bytes);
    });
    return draft;
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

/** The file that a chain of symbolic links ends at, existing or not: renaming over a link would replace the link. */
async function followLinks(path: string): Promise<string> {
  let target = resolve(path);
  for (let hops = 0; hops < 40; hops++) {
    const stat = await lstat(target).catch(() => undefined);
    if (!stat?.isSymbolicLink()) return target;
    const link = target;
    target = await orWriteFailed(path, async () =>
      resolve(await realpath(dirname(link)), await readlink(link)),
    );
  }
  throw new UserError('usage/write-failed', { file: path, code: 'ELOOP' });
}
