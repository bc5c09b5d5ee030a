import type { FieldType } from '../../catalogue/index.ts';
import type { SchemaChild, SchemaNode } from '../schema-tree.ts';
import type { FlatTable } from './flatbuffer.ts';

/** Slots of the tables of Arrow's Schema.fbs that are read here. */
const SCHEMA_FIELDS = 1;
const FIELD = { name: 0, typeKind: 2, type: 3, dictionary: 4, children: 5 } as const;

const UNITS = ['s', 'ms', 'us', 'ns'] as const;
const unit = (type: FlatTable, missing: number): string => UNITS[type.int16(0, missing)] ?? '?';

interface Scalar {
  readonly type?: FieldType;
  readonly native: string;
}

/** Scalar types by their number in the union `Type`; the words are those of Arrow's C++ and Python libraries. */
const SCALARS: ReadonlyMap<number, (type: FlatTable) => Scalar> = new Map<
  number,
  (type: FlatTable) => Scalar
>([
  [1, () => ({ native: 'null' })],
  [
    2,
    (type) => ({ type: 'integer', native: `${type.int8(1) === 0 ? 'u' : ''}int${type.int32(0)}` }),
  ],
  [
    3,
    (type) => ({ type: 'number', native: ['halffloat', 'float', 'double'][type.int16(0)] ?? '?' }),
  ],
  [4, () => ({ type: 'string', native: 'binary' })],
  [5, () => ({ type: 'string', native: 'string' })],
  [6, () => ({ type: 'boolean', native: 'bool' })],
  [
    7,
    (type) => ({
      type: 'number',
      native: `decimal${type.int32(2, 128)}(${type.int32(0)}, ${type.int32(1)})`,
    }),
  ],
  [8, (type) => ({ type: 'date', native: type.int16(0, 1) === 0 ? 'date32[day]' : 'date64[ms]' })],
  [9, (type) => ({ type: 'time', native: `time${type.int32(1, 32)}[${unit(type, 1)}]` })],
  [10, timestamp],
  [
    11,
    (type) => ({
      type: 'string',
      native:
        ['month_interval', 'day_time_interval', 'month_day_nano_interval'][type.int16(0)] ?? '?',
    }),
  ],
  [15, (type) => ({ type: 'string', native: `fixed_size_binary[${type.int32(0)}]` })],
  [18, (type) => ({ type: 'string', native: `duration[${unit(type, 1)}]` })],
  [19, () => ({ type: 'string', native: 'large_binary' })],
  [20, () => ({ type: 'string', native: 'large_string' })],
  [23, () => ({ type: 'string', native: 'binary_view' })],
  [24, () => ({ type: 'string', native: 'string_view' })],
]);
const STRUCT = 13;
const UNION = 14;
const MAP = 17;
const RUN_END_ENCODED = 22;
/** List, FixedSizeList, LargeList, ListView, LargeListView. */
const LISTS: readonly number[] = [12, 16, 21, 25, 26];
/** Branches of a union that `nativeType` names. */
const MAX_BRANCHES = 100;

/** Bytes of the name of a time zone. */
export const MAX_ZONE = 256;

function timestamp(type: FlatTable): Scalar {
  const zone = type.string(1, MAX_ZONE);
  const native = `timestamp[${unit(type, 0)}${zone === undefined ? '' : `, tz=${zone}`}]`;
  return { type: 'datetime', native };
}

/** The columns of a `Schema` table. Throws a `RangeError` where it points outside its buffer. */
export function arrowColumns(schema: FlatTable): Iterable<SchemaChild> {
  return children(schema, SCHEMA_FIELDS);
}

function* children(table: FlatTable, slot: number): Generator<SchemaChild> {
  for (let i = 0; i < table.length(slot); i++) {
    const field = table.element(slot, i);
    yield { name: field.string(FIELD.name) ?? '', node: node(field) };
  }
}

function node(field: FlatTable): SchemaNode {
  const kind = field.int8(FIELD.typeKind);
  const count = field.length(FIELD.children);
  const child = (i: number) => field.element(FIELD.children, i);
  if (LISTS.includes(kind) && count === 1) return { kind: 'list', element: () => node(child(0)) };
  if (kind === MAP && count === 1 && child(0).length(FIELD.children) === 2) {
    const entry = (i: number) => node(child(0).element(FIELD.children, i));
    return { kind: 'map', key: () => entry(0), value: () => entry(1) };
  }
  if (kind === STRUCT) {
    return { kind: 'record', native: 'struct', children: () => children(field, FIELD.children) };
  }
  // The values of runs are what a reader sees; a list of one would hide nothing but the encoding.
  if (kind === RUN_END_ENCODED && count === 2) {
    const values = child(1);
    // One inside another is named and not followed: tables may point to themselves.
    return values.int8(FIELD.typeKind) === RUN_END_ENCODED ? scalar(values) : node(values);
  }
  if (kind === UNION) {
    const mode = field.table(FIELD.type)?.int16(0) === 1 ? 'dense' : 'sparse';
    return {
      kind: 'union',
      branches: () =>
        Array.from({ length: Math.min(count, MAX_BRANCHES) }, (_, i) => scalar(child(i))),
      native: (words) => `${mode}_union<${words.join(', ')}>`,
    };
  }
  return scalar(field);
}

const NESTED: ReadonlyMap<number, string> = new Map([
  [12, 'list'],
  [STRUCT, 'struct'],
  [UNION, 'union'],
  [16, 'fixed_size_list'],
  [MAP, 'map'],
  [21, 'large_list'],
  [RUN_END_ENCODED, 'run_end_encoded'],
  [25, 'list_view'],
  [26, 'large_list_view'],
]);

function scalar(field: FlatTable): SchemaNode & { readonly kind: 'scalar' } {
  const kind = field.int8(FIELD.typeKind);
  const type = field.table(FIELD.type);
  const known = type === undefined ? undefined : SCALARS.get(kind)?.(type);
  const { native, ...rest } = known ?? {
    type: 'string' as const,
    native: NESTED.get(kind) ?? `type ${kind}`,
  };
  const dictionary = field.table(FIELD.dictionary) !== undefined;
  return { kind: 'scalar', ...rest, native: dictionary ? `dictionary<${native}>` : native };
}
