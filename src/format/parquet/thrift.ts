import type { ByteCursor } from '../byte-cursor.ts';
import { Undecodable } from '../undecodable.ts';

/** Types of Thrift's compact protocol, as written in field and list headers. */
export const THRIFT = {
  true: 1,
  false: 2,
  binary: 8,
  list: 9,
  set: 10,
  map: 11,
  struct: 12,
} as const;
const MAX_DEPTH = 32;

/**
 * Calls `visit` with the id and type of each field of a struct. `visit` reads the field's value and says `true`, or leaves it unread
 * and says `false`. `stop` ends the walk early.
 */
export function readStruct(
  cursor: ByteCursor,
  visit: (id: number, type: number) => boolean,
  stop: () => boolean = () => false,
): void {
  for (let id = 0; !stop(); ) {
    const header = cursor.byte();
    const type = header & 0x0f;
    if (type === 0) return;
    const delta = header >> 4;
    id = delta === 0 ? cursor.zigzag() : id + delta;
    if (!visit(id, type)) skip(cursor, type, 0);
  }
}

/** The header of a list: its length and the type of its elements. */
export function readListHeader(cursor: ByteCursor): {
  readonly size: number;
  readonly type: number;
} {
  const header = cursor.byte();
  const size = header >> 4;
  return { size: size === 15 ? cursor.varint() : size, type: header & 0x0f };
}

/** Each element takes at least a byte, so a list that claims more than there is ends with the bytes. O(bytes skipped). */
function skip(cursor: ByteCursor, type: number, depth: number): void {
  if (depth > MAX_DEPTH) throw new Undecodable('thrift');
  switch (type) {
    case 1:
    case 2:
      return;
    case 3:
      cursor.skip(1);
      return;
    case 4:
    case 5:
    case 6:
      cursor.varint();
      return;
    case 7:
      cursor.skip(8);
      return;
    case THRIFT.binary:
      cursor.skip(cursor.varint());
      return;
    case THRIFT.list:
    case THRIFT.set: {
      const list = readListHeader(cursor);
      for (let i = 0; i < list.size; i++) skipElement(cursor, list.type, depth);
      return;
    }
    case THRIFT.map: {
      const size = cursor.varint();
      const types = size === 0 ? 0 : cursor.byte();
      for (let i = 0; i < size; i++) {
        skipElement(cursor, types >> 4, depth);
        skipElement(cursor, types & 0x0f, depth);
      }
      return;
    }
    case THRIFT.struct:
      readStruct(cursor, (_, fieldType) => {
        skip(cursor, fieldType, depth + 1);
        return true;
      });
      return;
    default:
      throw new Undecodable('thrift');
  }
}

/** Booleans are in the header of a field but take a byte in a list. */
function skipElement(cursor: ByteCursor, type: number, depth: number): void {
  if (type === THRIFT.true || type === THRIFT.false) cursor.skip(1);
  else skip(cursor, type, depth + 1);
}
