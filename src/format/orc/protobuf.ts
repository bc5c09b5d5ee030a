import { ByteCursor } from '../byte-cursor.ts';
import { Undecodable } from '../undecodable.ts';

/** One field of a Protocol Buffers message: a number, or bytes that are a string, a message or packed numbers. */
export interface ProtoField {
  readonly id: number;
  readonly number: number;
  readonly bytes: Uint8Array;
}
const NO_BYTES = new Uint8Array(0);

/** The fields of a message in the order they stand. Throws `Undecodable` where they do not make one. O(bytes). */
export function* protoFields(bytes: Uint8Array): Generator<ProtoField> {
  const cursor = new ByteCursor(bytes);
  while (cursor.remaining > 0) {
    const tag = cursor.varint();
    const id = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        yield { id, number: cursor.varint(), bytes: NO_BYTES };
        break;
      case 1:
        cursor.skip(8);
        break;
      case 2:
        yield { id, number: 0, bytes: cursor.take(cursor.varint()) };
        break;
      case 5:
        cursor.skip(4);
        break;
      default:
        throw new Undecodable('protobuf');
    }
  }
}

/** A repeated number's values from one field, packed or not. */
export function* protoNumbers(field: ProtoField): Generator<number> {
  if (field.bytes.length === 0) yield field.number;
  const cursor = new ByteCursor(field.bytes);
  while (cursor.remaining > 0) yield cursor.varint();
}
