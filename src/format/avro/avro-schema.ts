import type { FieldType } from '../../catalogue/index.ts';
import { OverBudget } from '../format.ts';
import type { SchemaChild, SchemaNode } from '../schema-tree.ts';
import { Undecodable } from '../undecodable.ts';

type Json = { readonly [key: string]: unknown };

/**
 * The fields of a writer's schema (Avro specification, "Schema Declaration"). A schema that is no record has fields only where it
 * holds exactly one: a list of records, or a nullable record. Named types are resolved as they are met; one that contains itself
 * is shown as a single field where it returns.
 */
export function avroFields(schema: unknown): Iterable<SchemaChild> {
  let node = new SchemaReader(schema).node(schema, '', new Set());
  while (node.kind === 'list') node = node.element();
  return node.kind === 'record' ? node.children() : [];
}

const PRIMITIVES: ReadonlyMap<string, FieldType> = new Map([
  ['boolean', 'boolean'],
  ['int', 'integer'],
  ['long', 'integer'],
  ['float', 'number'],
  ['double', 'number'],
  ['bytes', 'string'],
  ['string', 'string'],
]);

/** Logical types by name, each with the types that it may stand on; on another one it means nothing. */
const LOGICAL: ReadonlyMap<string, readonly [FieldType, ...on: readonly string[]]> = new Map([
  ['decimal', ['number', 'bytes', 'fixed']],
  ['big-decimal', ['number', 'bytes']],
  ['date', ['date', 'int']],
  ['time-millis', ['time', 'int']],
  ['time-micros', ['time', 'long']],
  ['timestamp-millis', ['datetime', 'long']],
  ['timestamp-micros', ['datetime', 'long']],
  ['timestamp-nanos', ['datetime', 'long']],
  ['local-timestamp-millis', ['datetime', 'long']],
  ['local-timestamp-micros', ['datetime', 'long']],
  ['local-timestamp-nanos', ['datetime', 'long']],
]);
/** Parts of a schema looked at, counted anew each time a name leads back to one. */
const MAX_WORK = 200_000;
/** `{"type": {"type": …}}` and unions in unions. */
const MAX_WRAPPING = 32;

class SchemaReader {
  readonly #named: ReadonlyMap<string, NamedType>;
  #work = 0;

  constructor(schema: unknown) {
    this.#named = namedTypes(schema);
  }

  /** `open` are the full names of the records that the schema lies in, `wrapping` the types and unions directly around it. */
  node(schema: unknown, namespace: string, open: ReadonlySet<string>, wrapping = 0): SchemaNode {
    if (wrapping > MAX_WRAPPING) throw new Undecodable('schema');
    this.#work += Array.isArray(schema) ? schema.length : 1;
    if (this.#work > MAX_WORK) throw new OverBudget('schema');
    if (Array.isArray(schema)) return this.#union(schema, namespace, open, wrapping);
    if (typeof schema === 'string') return this.#reference(schema, namespace, open);
    if (typeof schema !== 'object' || schema === null) throw new Undecodable('schema');
    const declared = schema as Json;
    const { type } = declared;
    switch (type) {
      case 'record':
      case 'error':
        return this.#record(declared, namespace, open);
      case 'enum':
      case 'fixed':
        return scalar(declared);
      case 'array':
        return { kind: 'list', element: () => this.node(declared['items'], namespace, open) };
      case 'map':
        return {
          kind: 'map',
          key: () => ({ kind: 'scalar', type: 'string', native: 'string' }),
          value: () => this.node(declared['values'], namespace, open),
        };
      default:
        if (typeof type === 'string' && (type === 'null' || PRIMITIVES.has(type))) {
          return scalar(declared);
        }
        return this.node(type, namespace, open, wrapping + 1);
    }
  }

  #reference(name: string, namespace: string, open: ReadonlySet<string>): SchemaNode {
    if (name === 'null' || PRIMITIVES.has(name)) return scalar({ type: name });
    const full = name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
    const found = this.#named.get(full) ?? this.#named.get(name);
    if (found === undefined) throw new Undecodable('schema');
    if (found.schema['type'] !== 'record' && found.schema['type'] !== 'error') {
      return scalar(found.schema);
    }
    return this.#record(found.schema, found.namespace, open);
  }

  #record(schema: Json, namespace: string, open: ReadonlySet<string>): SchemaNode {
    const { full, inner } = nameOf(schema, namespace);
    const { fields } = schema;
    if (open.has(full)) return { kind: 'scalar', type: 'string', native: 'record' };
    if (!Array.isArray(fields)) throw new Undecodable('schema');
    const within = new Set(open).add(full);
    const children = function* (this: SchemaReader): Iterable<SchemaChild> {
      for (const field of fields as readonly unknown[]) {
        const { name, type } = (field ?? {}) as Json;
        if (typeof name !== 'string') throw new Undecodable('schema');
        yield { name, node: this.node(type, inner, within) };
      }
    };
    return { kind: 'record', native: 'record', children: () => children.call(this) };
  }

  /** Null aside, a union of one is that one; a union of several is one field. */
  #union(
    branches: readonly unknown[],
    namespace: string,
    open: ReadonlySet<string>,
    wrapping: number,
  ): SchemaNode {
    const kept = branches.filter(
      (branch) => branch !== 'null' && (branch as Json | null)?.['type'] !== 'null',
    );
    if (kept.length === 0) return { kind: 'scalar', native: 'null' };
    if (kept.length === 1) return this.node(kept[0], namespace, open, wrapping + 1);
    return {
      kind: 'union',
      branches: () => kept.map((branch) => this.node(branch, namespace, open, wrapping + 1)),
      native: (words) => `union<${words.join(',')}>`,
    };
  }
}

interface NamedType {
  readonly schema: Json;
  /** The namespace around its declaration. */
  readonly namespace: string;
}

/** Full name of a named type, and the namespace of the names inside it. */
function nameOf(
  schema: Json,
  namespace: string,
): { readonly full: string; readonly inner: string } {
  const name = typeof schema['name'] === 'string' ? schema['name'] : '';
  const given = typeof schema['namespace'] === 'string' ? schema['namespace'] : namespace;
  const full = name.includes('.') || given === '' ? name : `${given}.${name}`;
  return { full, inner: full.slice(0, Math.max(0, full.lastIndexOf('.'))) };
}

/** Every named type of a schema by full name, wherever it is declared. Without recursion, so of any depth. O(schema). */
function namedTypes(root: unknown): ReadonlyMap<string, NamedType> {
  const named = new Map<string, NamedType>();
  const open: { readonly schema: unknown; readonly namespace: string }[] = [
    { schema: root, namespace: '' },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { schema, namespace } = next;
    if (typeof schema !== 'object' || schema === null) continue;
    if (Array.isArray(schema)) {
      for (const branch of schema) open.push({ schema: branch, namespace });
      continue;
    }
    const { type, items, values, fields, name } = schema as Json;
    let inner = namespace;
    if (typeof name === 'string' && typeof type === 'string') {
      const own = nameOf(schema as Json, namespace);
      inner = own.inner;
      if (!named.has(own.full)) named.set(own.full, { schema: schema as Json, namespace });
    }
    for (const part of [type, items, values]) open.push({ schema: part, namespace: inner });
    if (!Array.isArray(fields)) continue;
    for (const field of fields) {
      open.push({ schema: (field as Json | null)?.['type'], namespace: inner });
    }
  }
  return named;
}

/** Characters of a type's own word: as many fields may refer to one as the schema has room for. */
const MAX_WORD = 200;

/** What the logical type says of the values; absent where it is not known here or, by the specification, to be ignored. */
function logicalType(logical: string, base: string, schema: Json): FieldType | undefined {
  const [type, ...on] = LOGICAL.get(logical) ?? [];
  if (!on.includes(base)) return undefined;
  const { precision, scale = 0 } = schema;
  const sound =
    logical !== 'decimal' || (Number(precision) > 0 && Number(precision) >= Number(scale));
  return sound ? type : undefined;
}

/** A primitive, an enum or a fixed with its logical type; one that says nothing leaves the type itself to speak. */
function scalar(schema: Json): SchemaNode {
  const base = String(schema['type']).slice(0, MAX_WORD);
  if (base === 'null') return { kind: 'scalar', native: 'null' };
  const declared = typeof schema['logicalType'] === 'string' ? schema['logicalType'] : '';
  const logical = declared.slice(0, MAX_WORD);
  const native = base === 'fixed' ? `fixed(${Number(schema['size'])})` : base;
  const type = logicalType(logical, base, schema) ?? PRIMITIVES.get(base) ?? 'string';
  if (logical === '') return { kind: 'scalar', type, native };
  const { precision, scale = 0 } = schema;
  const args =
    logical === 'decimal' && precision !== undefined
      ? `(${Number(precision)},${Number(scale)})`
      : '';
  return { kind: 'scalar', type, native: `${native} ${logical}${args}` };
}
