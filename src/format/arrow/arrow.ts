import {
  type ByteSource,
  type FileReading,
  type Format,
  type Head,
  OverBudget,
} from '../format.ts';
import { hasMagic, startsBinary } from '../magic.ts';
import { longerHead } from '../random-access.ts';
import { schemaReading } from '../schema-tree.ts';
import { Undecodable } from '../undecodable.ts';
import { arrowColumns } from './arrow-types.ts';
import { FEATHER_MAGIC, readFeather } from './feather.ts';
import { FlatTable } from './flatbuffer.ts';
import { readFooter } from './footer.ts';

/** A schema of some ten thousand columns; a longer message is over budget. */
const MAX_MESSAGE = 4 * 1024 * 1024;
const FILE_MAGIC = 'ARROW1\0\0';
const END_MAGIC = 'ARROW1';
/** Slot of `Footer` in Arrow's File.fbs. */
const FOOTER_SCHEMA = 1;
const CONTINUATION = 0xffffffff;
const SCHEMA_MESSAGE = 1;
/** Slots of `Message` in Arrow's Message.fbs. */
const MESSAGE = { version: 0, headerKind: 1, header: 2 } as const;

/**
 * Apache Arrow's IPC format, as a file (Feather version 2 is that) or as a stream. Both start with the schema's message, so there is no
 * request beyond the head for schemas up to 64 KiB. Feather version 1 is another format, read beside it.
 */
export const arrow: Format = {
  id: 'arrow',
  extensions: ['arrow', 'arrows', 'feather', 'ipc'],
  magic: ({ bytes }) =>
    hasMagic(bytes, FILE_MAGIC) || startsWithSchema(bytes) || startsBinary(bytes, FEATHER_MAGIC),
  read: (head, source) => {
    if (startsBinary(head.bytes, FEATHER_MAGIC)) return readFeather(head, source);
    return hasMagic(head.bytes, FILE_MAGIC)
      ? readArrowFile(head, source)
      : readStream(head, source);
  },
};

/** A file begins as a stream does. Its readers go by the footer, which repeats the schema, so some writers leave the front without one. */
async function readArrowFile(head: Head, source: ByteSource): Promise<FileReading> {
  try {
    return await readStream(head, source);
  } catch (error) {
    if (!(error instanceof Undecodable)) throw error;
  }
  const footer = await readFooter(head, source, END_MAGIC);
  return readSchema('footer', () => FlatTable.root(footer).table(FOOTER_SCHEMA));
}

async function readStream(head: Head, source: ByteSource): Promise<FileReading> {
  const place = messagePlace(head.bytes);
  if (place === undefined) throw new Undecodable('message');
  const { start, length } = place;
  // Of a text that is only called Arrow, four characters make a length of hundreds of millions.
  if (head.compression === undefined && start + length > source.size) {
    throw new Undecodable('message');
  }
  if (length > MAX_MESSAGE) throw new OverBudget('message');
  const { bytes } = await longerHead(head, source, start + length);
  if (bytes.length < start + length) throw new Undecodable('message');
  return readSchema('message', () => schemaTable(bytes, start, length));
}

/** The fields of the schema that `find` gives. Throws `Undecodable` with `reason` where it gives none, or points outside its buffer. */
function readSchema(reason: string, find: () => FlatTable | undefined): FileReading {
  try {
    const schema = find();
    if (schema === undefined) throw new Undecodable(reason);
    return schemaReading('arrow', arrowColumns(schema));
  } catch (cause) {
    if (cause instanceof RangeError) throw new Undecodable(reason, { cause });
    throw cause;
  }
}

/**
 * Where the first message's metadata lies. Its length stands before it, and before that, since Arrow 0.15, a continuation marker. Absent
 * where a length can be none.
 */
function messagePlace(
  bytes: Uint8Array,
): { readonly start: number; readonly length: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = hasMagic(bytes, FILE_MAGIC) ? FILE_MAGIC.length : 0;
  if (view.byteLength < at + 8) return undefined;
  if (view.getUint32(at, true) === CONTINUATION) at += 4;
  const length = view.getUint32(at, true);
  return length === 0 ? undefined : { start: at + 4, length };
}

function schemaTable(bytes: Uint8Array, start: number, length: number): FlatTable | undefined {
  const message = FlatTable.root(new DataView(bytes.buffer, bytes.byteOffset + start, length));
  const version = message.int16(MESSAGE.version);
  if (message.int8(MESSAGE.headerKind) !== SCHEMA_MESSAGE || version < 0 || version > 4) {
    return undefined;
  }
  return message.table(MESSAGE.header);
}

/** Whether a stream's first message is a schema. Text does not pass: four of its characters make a length of hundreds of millions. */
function startsWithSchema(bytes: Uint8Array): boolean {
  const place = messagePlace(bytes);
  if (place === undefined || place.length > MAX_MESSAGE) return false;
  try {
    const seen = Math.min(place.length, bytes.length - place.start);
    const schema = schemaTable(bytes, place.start, seen);
    return schema !== undefined && [0, 1].includes(schema.int16(0)) && schema.length(1) <= seen / 4;
  } catch {
    return false;
  }
}
