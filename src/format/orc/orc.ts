import type { ByteSource, FileReading, Format, Head } from '../format.ts';
import { TAIL_BYTES } from '../head.ts';
import { hasMagic, startsBinary } from '../magic.ts';
import { randomAccess } from '../random-access.ts';
import { schemaReading } from '../schema-tree.ts';
import { Undecodable } from '../undecodable.ts';
import { decompressStream } from './decompress.ts';
import { orcColumns } from './orc-types.ts';
import { protoFields } from './protobuf.ts';

/** Apache ORC: the types in the footer, which lies in the tail, or is asked for where it is longer than that. */
export const orc: Format = {
  id: 'orc',
  extensions: ['orc'],
  magic: ({ bytes }) => startsBinary(bytes, 'ORC'),
  // The postscript ends with the magic word, except in the oldest files, and after it stands its length.
  tailMagic: (tail) => hasMagic(tail, 'ORC', tail.length - 4),
  read,
};

async function read(head: Head, source: ByteSource): Promise<FileReading> {
  const file = await randomAccess(head, source);
  const tail = await file.read(
    Math.max(0, file.size - TAIL_BYTES),
    Math.min(file.size, TAIL_BYTES),
  );
  const { postscriptAt, footerLength, compression, blockSize } = readPostscript(tail);
  const fromEnd = tail.length - postscriptAt + footerLength;
  const footer =
    footerLength <= postscriptAt
      ? tail.subarray(postscriptAt - footerLength, postscriptAt)
      : await file.read(file.size - fromEnd, footerLength);
  return schemaReading('orc', orcColumns(await decompressStream(footer, compression, blockSize)));
}

/** The last byte of a file is the length of the postscript before it. */
function readPostscript(tail: Uint8Array) {
  const postscriptAt = tail.length - 1 - (tail.at(-1) ?? 0);
  if (postscriptAt < 0) throw new Undecodable('postscript');
  const numbers = new Map<number, number>();
  for (const field of protoFields(tail.subarray(postscriptAt, -1))) {
    numbers.set(field.id, field.number);
  }
  const footerLength = numbers.get(1);
  if (footerLength === undefined) throw new Undecodable('postscript');
  return {
    postscriptAt,
    footerLength,
    compression: numbers.get(2) ?? 0,
    blockSize: numbers.get(3) ?? 256 * 1024,
  };
}
