import type { ByteCursor } from '../byte-cursor.ts';
import { OverBudget } from '../format.ts';
import { Undecodable } from '../undecodable.ts';
import { type Annotation, convertedAnnotation, readLogicalType } from './annotation.ts';
import { readListHeader, readStruct, THRIFT } from './thrift.ts';

/** One node of the schema, in depth-first order: `SchemaElement` of parquet-format's `parquet.thrift`. */
export interface SchemaElement {
  readonly name: string;
  /** Physical type; absent for a group. */
  readonly physical: string | undefined;
  readonly repeated: boolean;
  readonly children: number;
  readonly annotation: Annotation | undefined;
}

/** Groups among them: a list takes three for one field. */
export const MAX_ELEMENTS = 150_000;
const MAX_LEAVES = 50_000;

const PHYSICAL = [
  'BOOLEAN',
  'INT32',
  'INT64',
  'INT96',
  'FLOAT',
  'DOUBLE',
  'BYTE_ARRAY',
  'FIXED_LEN_BYTE_ARRAY',
] as const;

/**
 * Reads the schema of a `FileMetaData` from its front and no further: row groups and statistics, most of a large footer, are not touched.
 * Give what it returns a cursor at the start; it throws `Undecodable`, with the reason `CUT` where the bytes end before the schema does, and
 * goes on from there when it is given a cursor over more of the same bytes. O(bytes).
 */
export function schemaReader(): (cursor: ByteCursor) => readonly SchemaElement[] {
  const elements: SchemaElement[] = [];
  let size: number | undefined;
  let leaves = 0;
  let read = 0;
  return (cursor) => {
    const start = cursor.at;
    if (size === undefined) size = readSize(cursor);
    else cursor.skip(read);
    read = cursor.at - start;
    while (elements.length < size) {
      const element = readElement(cursor);
      if (element.children === 0 && ++leaves > MAX_LEAVES) throw new OverBudget('schema');
      elements.push(element);
      read = cursor.at - start;
    }
    return elements;
  };
}

/** Goes to the first element of the schema and returns how many there are. */
function readSize(cursor: ByteCursor): number {
  let size = 0;
  readStruct(
    cursor,
    (id, type) => {
      if (id !== 2 || type !== THRIFT.list) return false;
      const list = readListHeader(cursor);
      if (list.type !== THRIFT.struct) throw new Undecodable('schema');
      if (list.size > MAX_ELEMENTS) throw new OverBudget('schema');
      size = list.size;
      return true;
    },
    () => size > 0,
  );
  if (size === 0) throw new Undecodable('schema');
  return size;
}

function readElement(cursor: ByteCursor): SchemaElement {
  // Of the fields 1 to 9, those that are there; -1 is no value of an enumeration.
  const numbers = [-1, -1, 0, -1, -1, 0, -1, 0, 0, -1];
  let name = '';
  let logical: Annotation | undefined;
  readStruct(cursor, (id, type) => {
    if (id === 4 && type === THRIFT.binary) name = cursor.text(cursor.varint());
    else if (id === 10 && type === THRIFT.struct) logical = readLogicalType(cursor);
    else if (type === 5 && numbers[id] !== undefined) numbers[id] = cursor.zigzag();
    else return false;
    return true;
  });
  const physical = PHYSICAL[numbers[1]!];
  return {
    name,
    physical: physical === 'FIXED_LEN_BYTE_ARRAY' ? `${physical}(${numbers[2]})` : physical,
    repeated: numbers[3] === 2,
    children: numbers[5]!,
    annotation: logical ?? convertedAnnotation(numbers[6]!, numbers[8]!, numbers[7]!),
  };
}
