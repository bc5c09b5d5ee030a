import { decodeText } from '../encoding.ts';
import { formatExtension } from '../extension.ts';
import type { ByteSource, FileReading, Format, Head, ReadField } from '../format.ts';
import { longerHead } from '../random-access.ts';
import { nameObservations } from '../schema-tree.ts';
import { Undecodable } from '../undecodable.ts';
import { CUT, scanValue, skipSpace } from './scan.ts';
import { Shape } from './shape.ts';

/** Asked for only while no record is whole. */
const MORE_BYTES = 1024 * 1024;
/** Enough to know JSON when it is there. */
const MAGIC_BYTES = 4096;

/** One JSON value a line, or one after another. */
export const jsonl: Format = {
  id: 'jsonl',
  extensions: ['jsonl', 'ndjson', 'jsonlines', 'ldjson'],
  magic: (head) => kindOf(head) === 'jsonl',
  read: (head, source) => read('jsonl', head, source),
};

/** A JSON document: a list of records, or one. Also lines of JSON that are called `.json`, as many writers do. */
export const json: Format = {
  id: 'json',
  extensions: ['json', 'geojson', 'topojson'],
  magic: (head) => kindOf(head) === 'json',
  read: (head, source) => read('json', head, source),
};

/**
 * The union of the names of the whole records in the head. A file whose first record is longer is asked for 1 MiB, and where that does not
 * hold it either, the names of its beginning are what is known.
 */
async function read(id: string, head: Head, source: ByteSource): Promise<FileReading> {
  let seen = records(textOf(head.bytes), head.complete);
  if (seen.whole === 0 && !head.complete) {
    const longer = await longerHead(head, source, MORE_BYTES);
    seen = records(textOf(longer.bytes), longer.complete);
    if (seen.whole === 0 && longer.complete) throw new Undecodable('json');
  } else if (seen.whole === 0 && seen.cut) throw new Undecodable('json');
  const { fields, empty } = seen;
  if (empty) return { format: id, fields, observations: [{ rule: 'file/empty', args: {} }] };
  return { format: id, fields, observations: nameObservations(fields) };
}

interface Records {
  readonly fields: readonly ReadField[];
  /** Records that were read to their end. */
  readonly whole: number;
  /** The text ends inside a record. */
  readonly cut: boolean;
  /** No value was seen but null, and no name. */
  readonly empty: boolean;
}

/** Each record is stepped over first, so that one that is cut is not seen, except where it is the only one. */
function records(text: string, complete: boolean): Records {
  const shape = new Shape();
  let whole = 0;
  let at = skipSpace(text, 0);
  let list = text[at] === '[';
  if (list) at = skipSpace(text, at + 1);
  while (at < text.length) {
    if (list && text[at] === ']') {
      list = false;
      at = skipSpace(text, at + 1);
      continue;
    }
    const end = scanValue(text, at, complete);
    if (end === CUT) {
      if (whole === 0) scanValue(text, at, complete, shape);
      return { fields: shape.fields(), whole, cut: true, empty: false };
    }
    scanValue(text, at, complete, shape);
    whole++;
    at = skipSpace(text, end);
    if (list && text[at] === ',') at = skipSpace(text, at + 1);
    else if (list && at < text.length && text[at] !== ']') throw new Undecodable('json');
  }
  return { fields: shape.fields(), whole, cut: list, empty: shape.isEmpty };
}

const textOf = (bytes: Uint8Array): string => decodeText(bytes, 'auto').text;

/**
 * Which of the two a text that is JSON counts as: what its extension says, else by its first bracket, never by how many values there
 * are, so that a file of one line does not change its format when a second comes. Absent where the text is no JSON with names in it.
 */
function kindOf({ name, bytes }: Head): 'json' | 'jsonl' | undefined {
  const first = bytes[bytes.findIndex((byte) => !BEFORE_BRACKET.includes(byte))];
  if (first !== BRACE && first !== BRACKET) return undefined;
  try {
    if (records(textOf(bytes.subarray(0, MAGIC_BYTES)), false).fields.length === 0)
      return undefined;
  } catch {
    return undefined;
  }
  const extension = formatExtension(name);
  if (json.extensions.includes(extension)) return 'json';
  return jsonl.extensions.includes(extension) || first === BRACE ? 'jsonl' : 'json';
}

const BRACE = 0x7b;
const BRACKET = 0x5b;
/** White space, NUL of UTF-16, the record separator, and byte-order marks. */
const BEFORE_BRACKET: readonly number[] = [0x20, 9, 10, 13, 0, 0x1e, 0xef, 0xbb, 0xbf, 0xfe, 0xff];
