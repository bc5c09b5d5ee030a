import type { FileEntry } from '../catalogue/index.ts';
import { diffFields } from './diff-fields.ts';
import type { Difference } from './difference.ts';

/**
 * Differences of one file, one finding a cause: where the format or the header changed, every field reads otherwise, and
 * saying so field by field would repeat it. A file that the head could not read keeps what was known: no differences.
 */
export function diffFiles(before: FileEntry, after: FileEntry): readonly Difference[] {
  if (after.unread !== undefined) return [];
  const { bucket, path } = after;
  const place = { bucket, path };
  if (isFormatChanged(before, after)) {
    return [{ ...place, kind: 'file/format-changed', ...texts(before.format, after.format) }];
  }
  const differences: Difference[] = [];
  if (isKnown(before) && before.compression !== after.compression) {
    const values = texts(before.compression, after.compression);
    differences.push({ ...place, kind: 'file/compression-changed', ...values });
  }
  if (areBothKnown(before.delimiter, after.delimiter)) {
    const values = texts(before.delimiter, after.delimiter);
    differences.push({ ...place, kind: 'file/delimiter-changed', ...values });
  }
  if (areBothKnown(before.encoding, after.encoding)) {
    const values = texts(before.encoding, after.encoding);
    differences.push({ ...place, kind: 'file/encoding-changed', ...values });
  }
  if (areBothKnown(before.header, after.header)) {
    const kind = after.header ? 'file/header-gained' : 'file/header-lost';
    differences.push({ ...place, kind, before: !after.header, after: after.header === true });
    return differences;
  }
  return [...differences, ...diffFields(before, after)];
}

/** A format lost, or another one. An object without fields that gains a format only gains fields. */
function isFormatChanged(before: FileEntry, after: FileEntry): boolean {
  return (
    before.format !== after.format && (before.format !== undefined || before.fields.length > 0)
  );
}

/** An entry that was never read says nothing of its format. */
function isKnown({ unread, format, fields }: FileEntry): boolean {
  return unread === undefined || format !== undefined || fields.length > 0;
}

/** Different, and both sides say something: a dialect that a file of one column or no bytes does not show is no change. */
function areBothKnown<T>(before: T | undefined, after: T | undefined): boolean {
  return before !== undefined && after !== undefined && before !== after;
}

function texts(
  before: string | undefined,
  after: string | undefined,
): { readonly before: string | null; readonly after: string | null } {
  return { before: before ?? null, after: after ?? null };
}
