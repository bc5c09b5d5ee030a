import { ByteCursor, CUT } from '../byte-cursor.ts';
import {
  type ByteSource,
  type FileReading,
  type Format,
  type Head,
  OverBudget,
} from '../format.ts';
import { TAIL_BYTES } from '../head.ts';
import { hasMagic, startsBinary } from '../magic.ts';
import { type RandomAccess, randomAccess } from '../random-access.ts';
import { type FlattenLimits, flatten, nameObservations } from '../schema-tree.ts';
import { Undecodable } from '../undecodable.ts';
import { schemaTree } from './columns.ts';
import { MAX_ELEMENTS, type SchemaElement, schemaReader } from './schema-elements.ts';

/** The front of a longer footer: a schema of some thousand columns. */
const FRONT_BYTES = 256 * 1024;
/** What is asked for at once of a schema of many thousand columns, so that the source's budget is used up. */
const MAX_STEP = 1024 * 1024;
/** UTF-16 units of the names of all fields. */
const MAX_NAMES = 4 * 1024 * 1024;
/** Elements are counted where they are read; a repeated one is two nodes, and paths of groups are not shown. */
const LIMITS: FlattenLimits = {
  depth: 32,
  nodes: 2 * MAX_ELEMENTS,
  pathLength: 4096,
  allPaths: 4 * MAX_NAMES,
};

/**
 * Apache Parquet: the schema at the front of the footer, which lies in the tail, or is asked for where it is longer than
 * 64 KiB. Read here rather than by a library: a library decodes the row groups too, which is most of the bytes, and on
 * hostile ones most of the time.
 */
export const parquet: Format = {
  id: 'parquet',
  extensions: ['parquet', 'parq', 'pqt'],
  magic: ({ bytes }) => startsBinary(bytes, 'PAR1') || startsBinary(bytes, 'PARE'),
  tailMagic: (tail) =>
    hasMagic(tail, 'PAR1', tail.length - 4) || hasMagic(tail, 'PARE', tail.length - 4),
  read,
};

async function read(head: Head, source: ByteSource): Promise<FileReading> {
  const file = await randomAccess(head, source);
  if (file.size < 12) throw new Undecodable('footer');
  const tail = await file.read(
    Math.max(0, file.size - TAIL_BYTES),
    Math.min(file.size, TAIL_BYTES),
  );
  const trailer = tail.length - 8;
  if (hasMagic(tail, 'PARE', trailer + 4)) {
    return { format: 'parquet', fields: [], observations: [], unread: 'encrypted' };
  }
  if (!hasMagic(tail, 'PAR1', trailer + 4)) throw new Undecodable('footer');
  const length = new DataView(tail.buffer, tail.byteOffset + trailer, 4).getUint32(0, true);
  if (length > file.size - 8) throw new Undecodable('footer');
  const elements =
    length <= trailer
      ? schemaReader()(new ByteCursor(tail, trailer - length, trailer))
      : await readFront(file, file.size - 8 - length, length);
  const fields = flatten(schemaTree(elements), LIMITS);
  const names = fields.reduce((sum, { name }) => sum + name.length, 0);
  if (names > MAX_NAMES) throw new OverBudget('schema');
  return { format: 'parquet', fields, observations: nameObservations(fields) };
}

/** Asks for more while the schema is cut, up to four times as much; the source's budget ends it. */
async function readFront(
  file: RandomAccess,
  offset: number,
  length: number,
): Promise<readonly SchemaElement[]> {
  const readSchema = schemaReader();
  let front: Uint8Array = new Uint8Array(0);
  for (let want = FRONT_BYTES; ; want += Math.min(want * 3, MAX_STEP)) {
    const more = await file.read(offset + front.length, Math.min(want, length) - front.length);
    front = Buffer.concat([front, more]);
    try {
      return readSchema(new ByteCursor(front));
    } catch (error) {
      const cut = error instanceof Undecodable && error.reason === CUT;
      if (!cut || want >= length) throw error;
    }
  }
}
