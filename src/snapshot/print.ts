import {
  compareEntries,
  type Entry,
  type EntryStream,
  type Field,
  jsonText,
} from '../catalogue/index.ts';

/** The version this program writes and the highest it reads. */
export const SNAPSHOT_VERSION = 1;
export const HEADER_LINE = `{"snapshot":${SNAPSHOT_VERSION},"files":[`;

/** Text is handed on when at least so many UTF-16 units are waiting. */
const CHUNK = 1 << 16;

/**
 * The canonical text of a snapshot (SPEC 5), in chunks: a header line, a line a heading, a line a field. A directory that
 * the entry after it lies below is left out, since that entry implies it. Equal entries give equal bytes.
 * O(text) time, O(one file) memory. Throws when entries come out of order or twice: their producer promised otherwise.
 */
export async function* printSnapshot(
  entries: EntryStream,
): AsyncGenerator<string, void, undefined> {
  // The line break after an entry depends on whether another follows, so one entry is always held back.
  let text = HEADER_LINE;
  let held: Entry | undefined;
  let any = false;
  for await (const entry of entries) {
    if (held !== undefined) {
      if (compareEntries(held, entry) >= 0) {
        throw new Error(`snapshot entries out of order: ${held.path} before ${entry.path}`);
      }
      if (!implies(entry, held)) {
        text += `${any ? ',' : ''}\n${printEntry(held)}`;
        any = true;
        if (text.length >= CHUNK) {
          yield text;
          text = '';
        }
      }
    }
    held = entry;
  }
  if (held !== undefined) text += `${any ? ',' : ''}\n${printEntry(held)}`;
  yield `${text}]}\n`;
}

/** Whether `next`, the entry after the directory, lies below it. Entries below a path directly follow it in order. */
function implies(next: Entry, held: Entry): boolean {
  return (
    held.kind === 'directory' && next.bucket === held.bucket && next.path.startsWith(held.path)
  );
}

/** `jsonText` escapes controls, line separators and lone surrogates: each line stays one line, whatever a name holds. */
function printEntry(entry: Entry): string {
  const { bucket, path } = entry;
  if (entry.kind === 'directory') return jsonText({ bucket, path, directory: true });
  const { name, format, compression, delimiter, encoding, header, unread } = entry;
  const keys = { bucket, path, name, format, compression, delimiter, encoding, header, unread };
  const heading = `${jsonText(keys).slice(0, -1)},"fields":[`;
  return entry.fields.length === 0
    ? `${heading}]}`
    : `${heading}\n${entry.fields.map(printField).join(',\n')}]}`;
}

function printField({ name, type, nativeType }: Field): string {
  return jsonText({ name, type, nativeType });
}
