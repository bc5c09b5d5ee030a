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

const MAX_ELEMENTS = 50_000;

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
 * The schema of a `FileMetaData`, read from its front and no further: row groups and statistics, most of a large footer, are not
 * touched. Throws `Undecodable`, with the reason `CUT` where the bytes end before the schema does. O(bytes).
 */
export function readSchemaElements(cursor: ByteCursor): readonly SchemaElement[] {
  let elements: SchemaElement[] | undefined;
  readStruct(
    cursor,
    (id, type) => {
      if (id !== 2 || type !== THRIFT.list) return false;
      const list = readListHeader(cursor);
      if (list.type !== THRIFT.struct) throw new Undecodable('schema');
      if (list.size > MAX_ELEMENTS) throw new OverBudget('schema');
      elements = [];
      for (let i = 0; i < list.size; i++) elements.push(readElement(cursor));
      return true;
    },
    () => elements !== undefined,
  );
  if (elements === undefined || elements.length === 0) throw new Undecodable('schema');
  return elements;
}

function readElement(cursor: ByteCursor): SchemaElement {
  const numbers = new Map<number, number>();
  let name = '';
  let logical: Annotation | undefined;
  readStruct(cursor, (id, type) => {
    if (id === 4 && type === THRIFT.binary) name = cursor.text(cursor.varint());
    else if (id === 10 && type === THRIFT.struct) logical = readLogicalType(cursor);
    else if (type === 5) numbers.set(id, cursor.zigzag());
    else return false;
    return true;
  });
  const physical = PHYSICAL[numbers.get(1) ?? -1];
  return {
    name,
    physical:
      physical === 'FIXED_LEN_BYTE_ARRAY' ? `${physical}(${numbers.get(2) ?? 0})` : physical,
    repeated: numbers.get(3) === 2,
    children: numbers.get(5) ?? 0,
    annotation:
      logical ??
      convertedAnnotation(numbers.get(6) ?? -1, numbers.get(8) ?? 0, numbers.get(7) ?? 0),
  };
}
