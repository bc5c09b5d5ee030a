import { ByteCursor, CUT } from '../byte-cursor.ts';
import type { ByteSource, FileReading, Format, Head } from '../format.ts';
import { hasMagic, startsBinary } from '../magic.ts';
import { type RandomAccess, randomAccess } from '../random-access.ts';
import { schemaReading } from '../schema-tree.ts';
import { Undecodable } from '../undecodable.ts';
import { schemaTree } from './columns.ts';
import { readSchemaElements, type SchemaElement } from './schema-elements.ts';

/** One request takes the footer of nearly every file. */
const TAIL_BYTES = 64 * 1024;
/** The front of a longer footer: a schema of some thousand columns. */
const FRONT_BYTES = 256 * 1024;

/**
 * Apache Parquet: the schema at the front of the footer, one request from the tail, a second one where the footer is longer than
 * 64 KiB. Read here rather than by a library: a library decodes the row groups too, which is most of the bytes, and on
 * hostile ones most of the time.
 */
export const parquet: Format = {
  id: 'parquet',
  extensions: ['parquet', 'parq', 'pqt'],
  magic: ({ bytes }) => startsBinary(bytes, 'PAR1') || startsBinary(bytes, 'PARE'),
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
      ? readSchemaElements(new ByteCursor(tail, trailer - length, trailer))
      : await readFront(file, file.size - 8 - length, length);
  return schemaReading('parquet', schemaTree(elements));
}

/** Asks for four times as much while the schema is cut; the source's budget ends it. */
async function readFront(
  file: RandomAccess,
  offset: number,
  length: number,
): Promise<readonly SchemaElement[]> {
  for (let want = FRONT_BYTES; ; want *= 4) {
    const front = await file.read(offset, Math.min(want, length));
    try {
      return readSchemaElements(new ByteCursor(front));
    } catch (error) {
      const cut = error instanceof Undecodable && error.reason === CUT;
      if (!cut || want >= length) throw error;
    }
  }
}
