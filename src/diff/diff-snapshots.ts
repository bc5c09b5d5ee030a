import {
  CHANGE_RULES,
  type Change,
  type ChangeCause,
  type ChangeKind,
  compareEntries,
  type DirectoryEntry,
  type Entry,
  type EntryStream,
  type FileEntry,
} from '../catalogue/index.ts';
import { Cursor } from './cursor.ts';
import { diffFiles } from './diff-files.ts';
import type { Difference } from './difference.ts';

/** Where a change is, before its cause is known. */
export interface ChangePlace {
  readonly kind: ChangeKind;
  readonly bucket: string;
  readonly path: string;
}

/** Tells whether the configuration explains a change: the mask or the options of that file changed too. */
export type CauseOf = (place: ChangePlace) => ChangeCause;

const KIND_ORDER: ReadonlyMap<ChangeKind, number> = new Map(
  CHANGE_RULES.map((kind, index) => [kind, index]),
);

/**
 * What changed from base to head (SPEC 6), by a merge of the two ordered streams.
 *
 * Order: bucket and path in code-unit order, then the kinds in the order of `CHANGE_RULES`, then the field's position. O(entries +
 * fields) time, O(fields of one file) memory. Both streams are closed whatever happens. Names are compared exactly.
 *
 * A directory that lies above a remaining entry of the other side is there on that side too, although no entry says so.
 */
export async function* diffSnapshots(
  base: EntryStream,
  head: EntryStream,
  causeOf: CauseOf = () => 'data',
): AsyncGenerator<Change, void, undefined> {
  let left: Cursor | undefined;
  let right: Cursor | undefined;
  try {
    left = await Cursor.open(base);
    right = await Cursor.open(head);
    while (left.current !== undefined || right.current !== undefined) {
      const order = compareCurrent(left.current, right.current);
      const before = order <= 0 ? left.current : undefined;
      const after = order >= 0 ? right.current : undefined;
      if (before !== undefined) await left.advance();
      if (after !== undefined) await right.advance();
      // Entries below a directory directly follow it, so the two current entries tell what lies below it on either side.
      for (const difference of diffEntries(before, after, left.current, right.current)) {
        yield withCause(difference, causeOf);
      }
    }
  } finally {
    await left?.close();
    await right?.close();
  }
}

function compareCurrent(left: Entry | undefined, right: Entry | undefined): number {
  if (left === undefined) return 1;
  return right === undefined ? -1 : compareEntries(left, right);
}

/** Differences of one path, sorted. */
function diffEntries(
  before: Entry | undefined,
  after: Entry | undefined,
  nextBefore: Entry | undefined,
  nextAfter: Entry | undefined,
): readonly Difference[] {
  if (before?.kind === 'file' && after?.kind === 'file') return sorted(diffFiles(before, after));
  if (before?.kind === 'directory' && after?.kind === 'directory') return [];
  const differences: Difference[] = [];
  if (after?.kind === 'file') differences.push(added(after));
  if (before?.kind === 'file') differences.push(removed(before));
  if (after?.kind === 'directory' && !liesBelow(nextBefore, after)) {
    differences.push({ kind: 'directory/added', bucket: after.bucket, path: after.path, after });
  }
  if (before?.kind === 'directory' && !liesBelow(nextAfter, before)) {
    differences.push({
      kind: 'directory/removed',
      bucket: before.bucket,
      path: before.path,
      before,
    });
  }
  return differences;
}

function added(after: FileEntry): Difference {
  return { kind: 'file/added', bucket: after.bucket, path: after.path, after };
}

function removed(before: FileEntry): Difference {
  return { kind: 'file/removed', bucket: before.bucket, path: before.path, before };
}

function liesBelow(entry: Entry | undefined, { bucket, path }: DirectoryEntry): boolean {
  return entry?.bucket === bucket && entry.path.startsWith(path);
}

/** By kind, keeping the order within one kind: Array.sort is stable. */
function sorted(differences: readonly Difference[]): readonly Difference[] {
  const rank = ({ kind }: Difference): number => KIND_ORDER.get(kind) ?? 0;
  return differences.toSorted((a, b) => rank(a) - rank(b));
}

function withCause(difference: Difference, causeOf: CauseOf): Change {
  const { kind, bucket, path } = difference;
  return { ...difference, cause: causeOf({ kind, bucket, path }) };
}
