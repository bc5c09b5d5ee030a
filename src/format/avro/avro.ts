import { ByteCursor, CUT } from '../byte-cursor.ts';
import {
  type ByteSource,
  type FileReading,
  type Format,
  type Head,
  OverBudget,
} from '../format.ts';
import { hasMagic } from '../magic.ts';
import { longerHead } from '../random-access.ts';
import { schemaReading } from '../schema-tree.ts';
import { Undecodable } from '../undecodable.ts';
import { avroFields } from './avro-schema.ts';

/** A longer schema is over budget, and so are more entries of metadata. */
const MAX_SCHEMA = 1024 * 1024;
const MAX_ENTRIES = 10_000;
/** The header is asked for in these steps; a longer schema is over budget. */
const HEADER_BYTES = [64 * 1024, 512 * 1024, 4 * 1024 * 1024];

/** Avro object container files: the writer's schema in the header, no request beyond the head for schemas up to 64 KiB. */
export const avro: Format = {
  id: 'avro',
  extensions: ['avro'],
  magic: ({ bytes }) => hasMagic(bytes, 'Obj\x01'),
  read,
};

async function read(head: Head, source: ByteSource): Promise<FileReading> {
  for (const want of HEADER_BYTES) {
    const front = await longerHead(head, source, want);
    try {
      return schemaReading('avro', avroFields(readSchema(front.bytes)));
    } catch (error) {
      const cut = error instanceof Undecodable && error.reason === CUT;
      if (!cut || front.complete) throw error;
    }
  }
  throw new OverBudget('header');
}

/** The value of `avro.schema` in the header's metadata, a map of bytes written in blocks. */
function readSchema(bytes: Uint8Array): unknown {
  if (!hasMagic(bytes, 'Obj\x01')) throw new Undecodable('magic');
  const cursor = new ByteCursor(bytes, 4);
  let json: string | undefined;
  let entries = MAX_ENTRIES;
  for (let count = cursor.zigzag(); count !== 0; count = cursor.zigzag()) {
    // A negative count is followed by the block's size in bytes.
    if (count < 0) cursor.zigzag();
    for (let i = Math.abs(count); i > 0; i--) {
      if (--entries < 0) throw new OverBudget('header');
      const key = cursor.text(cursor.zigzag());
      const value = cursor.zigzag();
      if (key === 'avro.schema' && value > MAX_SCHEMA) throw new OverBudget('schema');
      if (key === 'avro.schema') json = cursor.text(value);
      else cursor.skip(value);
    }
    if (json !== undefined) break;
  }
  if (json === undefined) throw new Undecodable('header');
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new Undecodable('schema', { cause });
  }
}
