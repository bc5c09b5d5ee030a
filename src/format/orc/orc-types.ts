import type { FieldType } from '../../catalogue/index.ts';
import { OverBudget } from '../format.ts';
import type { SchemaChild, SchemaNode } from '../schema-tree.ts';
import { Undecodable } from '../undecodable.ts';
import { protoFields, protoNumbers } from './protobuf.ts';

/** `Type` of orc_proto.proto: a node of the schema, its children by their index in the list of types. */
interface OrcType {
  readonly kind: number;
  readonly children: readonly number[];
  readonly names: readonly string[];
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
}
/** The field of `Type` with the greatest number that is read here. */
const LAST_NUMBER = 6;
/** Types of a schema, and children of all of them. */
const MAX_TYPES = 50_000;
/** More are not named in `nativeType`. */
const MAX_BRANCHES = 100;
const LIST = 10;
const MAP = 11;
const STRUCT = 12;
const UNION = 13;
const DECIMAL = 14;

/** Indexed by `Type.Kind`: ORC's own word for it, and ours. */
const KINDS: readonly (readonly [string, FieldType])[] = [
  ['boolean', 'boolean'],
  ['tinyint', 'integer'],
  ['smallint', 'integer'],
  ['int', 'integer'],
  ['bigint', 'integer'],
  ['float', 'number'],
  ['double', 'number'],
  ['string', 'string'],
  ['binary', 'string'],
  ['timestamp', 'datetime'],
  ['array', 'string'],
  ['map', 'string'],
  ['struct', 'string'],
  ['uniontype', 'string'],
  ['decimal', 'number'],
  ['date', 'date'],
  ['varchar', 'string'],
  ['char', 'string'],
  ['timestamp with local time zone', 'datetime'],
  ['geometry', 'string'],
  ['geography', 'string'],
];

/** The columns of a footer. A file whose root is no struct has none, for they have no names. O(footer). */
export function orcColumns(footer: Uint8Array): Iterable<SchemaChild> {
  const types: OrcType[] = [];
  let children = 0;
  for (const field of protoFields(footer)) {
    if (field.id !== 4) continue;
    const type = readType(field.bytes);
    children += type.children.length;
    bound(children);
    bound(types.push(type));
  }
  if (types.length === 0) return [];
  return types[0]!.kind === STRUCT ? structChildren(types, 0) : [];
}

function bound(count: number): void {
  if (count > MAX_TYPES) throw new OverBudget('schema');
}

function readType(bytes: Uint8Array): OrcType {
  const children: number[] = [];
  const names: string[] = [];
  const numbers = new Map<number, number>();
  for (const field of protoFields(bytes)) {
    if (field.id === 2) {
      for (const child of protoNumbers(field)) {
        bound(children.push(child));
      }
    } else if (field.id === 3) {
      bound(names.push(Buffer.from(field.bytes).toString('utf8')));
    } else if (field.id <= LAST_NUMBER) numbers.set(field.id, field.number);
  }
  return {
    kind: numbers.get(1) ?? 0,
    children,
    names,
    length: numbers.get(4) ?? 0,
    precision: numbers.get(5) ?? 0,
    scale: numbers.get(6) ?? 0,
  };
}

function* structChildren(types: readonly OrcType[], index: number): Generator<SchemaChild> {
  const { children, names } = types[index]!;
  for (const [i, child] of children.entries()) {
    yield { name: names[i] ?? '', node: node(types, index, child) };
  }
}

/** Types are numbered in pre-order: a child that does not come after its parent would make a cycle. */
function node(types: readonly OrcType[], parent: number, index: number): SchemaNode {
  const type = types[index];
  if (type === undefined || index <= parent) throw new Undecodable('schema');
  const { kind, children } = type;
  const child = (i: number) => node(types, index, children[i]!);
  if (kind === LIST && children.length === 1) return { kind: 'list', element: () => child(0) };
  if (kind === MAP && children.length === 2) {
    return { kind: 'map', key: () => child(0), value: () => child(1) };
  }
  if (kind === STRUCT) {
    return { kind: 'record', native: 'struct', children: () => structChildren(types, index) };
  }
  if (kind === UNION) {
    // Branches are named and not followed, so that unions of unions cost what is written and no more.
    const branches = () =>
      children.slice(0, MAX_BRANCHES).map((i) => {
        const branch = types[i];
        if (branch === undefined || i <= index) throw new Undecodable('schema');
        return scalar(branch);
      });
    return { kind: 'union', branches, native: (words) => `uniontype<${words.join(',')}>` };
  }
  return scalar(type);
}

function scalar(type: OrcType): SchemaNode {
  const [word, fieldType] = KINDS[type.kind] ?? [`kind ${type.kind}`, 'string'];
  return { kind: 'scalar', type: fieldType, native: word + parameters(type) };
}

function parameters({ kind, length, precision, scale }: OrcType): string {
  if (kind === DECIMAL && precision > 0) return `(${precision},${scale})`;
  return length > 0 ? `(${length})` : '';
}
