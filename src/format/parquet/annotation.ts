import type { FieldType } from '../../catalogue/index.ts';
import type { ByteCursor } from '../byte-cursor.ts';
import { readStruct, THRIFT } from './thrift.ts';

/**
 * What a column's values mean, in the words of parquet-format's LogicalTypes. The older converted types are written as the logical
 * types they stand for, so that a newer writer does not change a field.
 */
export interface Annotation {
  /** `STRING`, `DECIMAL(9,2)`, `TIMESTAMP(MICROS,true)` … */
  readonly text: string;
  /** Absent: the physical type decides. */
  readonly type?: FieldType;
  readonly nesting?: 'list' | 'map';
  /** `UNKNOWN`: every value is null. */
  readonly unknown?: boolean;
}

const LIST: Annotation = { text: 'LIST', nesting: 'list' };
const MAP: Annotation = { text: 'MAP', nesting: 'map' };
const text = (word: string): Annotation => ({ text: word, type: 'string' });
const decimal = (precision: number, scale: number): Annotation => ({
  text: `DECIMAL(${precision},${scale})`,
  type: 'number',
});
const integer = (bits: number, signed: boolean): Annotation => ({
  text: `INTEGER(${bits},${signed})`,
  type: 'integer',
});
const time = (unit: string, utc: boolean): Annotation => ({
  text: `TIME(${unit},${utc})`,
  type: 'time',
});
const timestamp = (unit: string, utc: boolean): Annotation => ({
  text: `TIMESTAMP(${unit},${utc})`,
  type: 'datetime',
});
const DATE: Annotation = { text: 'DATE', type: 'date' };

/** Members of the union `LogicalType` that carry nothing. */
const PLAIN_LOGICAL: ReadonlyMap<number, Annotation> = new Map([
  [1, text('STRING')],
  [2, MAP],
  [3, LIST],
  [4, text('ENUM')],
  [6, DATE],
  [11, { text: 'UNKNOWN', unknown: true }],
  [12, text('JSON')],
  [13, text('BSON')],
  [14, text('UUID')],
  [15, { text: 'FLOAT16', type: 'number' }],
  [16, { text: 'VARIANT' }],
  [17, text('GEOMETRY')],
  [18, text('GEOGRAPHY')],
]);

/** Indexed by `ConvertedType`; 5 is DECIMAL and has arguments. */
const CONVERTED: readonly (Annotation | undefined)[] = [
  text('STRING'),
  MAP,
  MAP,
  LIST,
  text('ENUM'),
  undefined,
  DATE,
  time('MILLIS', true),
  time('MICROS', true),
  timestamp('MILLIS', true),
  timestamp('MICROS', true),
  integer(8, false),
  integer(16, false),
  integer(32, false),
  integer(64, false),
  integer(8, true),
  integer(16, true),
  integer(32, true),
  integer(64, true),
  text('JSON'),
  text('BSON'),
  text('INTERVAL'),
];

export function convertedAnnotation(
  id: number,
  precision: number,
  scale: number,
): Annotation | undefined {
  return id === 5 ? decimal(precision, scale) : CONVERTED[id];
}

/** The union `LogicalType`; a member that is not known here leaves the physical type to speak. */
export function readLogicalType(cursor: ByteCursor): Annotation | undefined {
  let annotation: Annotation | undefined;
  readStruct(cursor, (member, memberType) => {
    if (memberType !== THRIFT.struct) return false;
    const args = readArguments(cursor);
    const plain = PLAIN_LOGICAL.get(member);
    if (plain !== undefined) annotation = plain;
    else if (member === 5) annotation = decimal(args.numbers.get(2) ?? 0, args.numbers.get(1) ?? 0);
    else if (member === 7) annotation = time(args.unit, args.flags.get(1) ?? false);
    else if (member === 8) annotation = timestamp(args.unit, args.flags.get(1) ?? false);
    else if (member === 10) {
      annotation = integer(args.numbers.get(1) ?? 0, args.flags.get(2) ?? false);
    }
    return true;
  });
  return annotation;
}

const UNITS: readonly string[] = ['', 'MILLIS', 'MICROS', 'NANOS'];

interface Arguments {
  readonly numbers: ReadonlyMap<number, number>;
  readonly flags: ReadonlyMap<number, boolean>;
  readonly unit: string;
}

/** All that a member of `LogicalType` can hold: small integers, booleans, and a time unit as a union of empty structs. */
function readArguments(cursor: ByteCursor): Arguments {
  const numbers = new Map<number, number>();
  const flags = new Map<number, boolean>();
  let unit = '';
  readStruct(cursor, (id, type) => {
    if (type === THRIFT.true || type === THRIFT.false) flags.set(id, type === THRIFT.true);
    else if (type === 3) numbers.set(id, cursor.byte());
    else if (type === 5) numbers.set(id, cursor.zigzag());
    else if (id === 2 && type === THRIFT.struct) {
      readStruct(cursor, (member) => {
        unit = UNITS[member] ?? '';
        return false;
      });
    } else return false;
    return true;
  });
  return { numbers, flags, unit };
}
