import { type Entry, UserError } from '../catalogue/index.ts';
import { Fault } from './fault.ts';
import { LineParser } from './parse-lines.ts';
import { parseWhole } from './parse-whole.ts';
import { LineSplitter } from './split-lines.ts';
import { checkStart } from './version.ts';

export interface ReadSnapshotOptions {
  /** What messages call the snapshot: a file name or `git:REF:PATH`. */
  readonly name: string;
  /** Longest line in UTF-16 units; 16 Mi. */
  readonly maxLineLength?: number;
  /** Up to so many bytes any layout of the JSON is read, in memory; above, only the canonical one. 8 MiB. */
  readonly maxLooseBytes?: number;
}

/**
 * The entries of a snapshot's text, checked, in their order. The canonical layout streams: O(fields of one file) memory
 * beside `maxLooseBytes`, whatever the size and the chunks. A smaller snapshot may have any layout of the same JSON and is
 * checked whole before its first entry. Throws `UserError`s: `snapshot/malformed` with file, line and reason, and
 * `snapshot/newer-version`.
 */
export async function* readSnapshot(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadSnapshotOptions,
): AsyncGenerator<Entry, void, undefined> {
  const { name, maxLineLength = 16 << 20, maxLooseBytes = 8 << 20 } = options;
  const source = chunks[Symbol.asyncIterator]();
  const splitter = new LineSplitter(maxLineLength);
  const parser = new LineParser();
  let streams = false;
  try {
    const { start, complete } = await readStart(source, maxLooseBytes);
    checkStart(start);
    if (complete) {
      yield* parseSmall(start, splitter, parser);
      return;
    }
    streams = true;
    yield* entriesOf(splitter.push(start), parser);
    for (let next = await source.next(); !next.done; next = await source.next()) {
      yield* entriesOf(splitter.push(next.value), parser);
    }
    yield* lastEntries(splitter, parser);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const foreign =
      streams && !parser.started && (error.isLayout || error.reason === 'line-too-long');
    throw userError(
      foreign ? new Fault('reformatted-too-large', { limit: maxLooseBytes }) : error,
      name,
      foreign ? 1 : splitter.count + 1,
    );
  } finally {
    await source.return?.();
  }
}

/** The first `limit` bytes or a little more; all of them when the source ends before. */
async function readStart(
  source: AsyncIterator<Uint8Array>,
  limit: number,
): Promise<{ start: Uint8Array; complete: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length <= limit) {
    const next = await source.next();
    if (next.done) return { start: Buffer.concat(chunks), complete: true };
    chunks.push(next.value);
    length += next.value.length;
  }
  return { start: Buffer.concat(chunks), complete: false };
}

/** By lines, for the sake of precise places; when only the layout is not ours, as a whole. */
function parseSmall(
  bytes: Uint8Array,
  splitter: LineSplitter,
  parser: LineParser,
): readonly Entry[] {
  try {
    const entries = [...entriesOf(splitter.push(bytes), parser), ...lastEntries(splitter, parser)];
    return entries;
  } catch (error) {
    if (!(error instanceof Fault) || !error.isLayout) throw error;
    try {
      return parseWhole(new TextDecoder().decode(bytes));
    } catch (whole) {
      // Where both fail on the layout, the line that broke the canonical one is the better place to look at.
      throw whole instanceof Fault && whole.isLayout && parser.started ? error : whole;
    }
  }
}

function* entriesOf(
  lines: Iterable<string>,
  parser: LineParser,
): Generator<Entry, void, undefined> {
  for (const line of lines) {
    const entry = parser.push(line);
    if (entry !== undefined) yield entry;
  }
}

/** A last line that is no entry was cut off. */
function* lastEntries(
  splitter: LineSplitter,
  parser: LineParser,
): Generator<Entry, void, undefined> {
  try {
    yield* entriesOf(splitter.end(), parser);
  } catch (error) {
    throw error instanceof Fault && error.reason === 'not-json' ? new Fault('truncated') : error;
  }
  parser.end();
}

function userError({ reason, args }: Fault, file: string, line: number): UserError {
  return reason === 'newer-version'
    ? new UserError('snapshot/newer-version', { file, ...args })
    : new UserError('snapshot/malformed', { file, line, reason, ...args });
}
