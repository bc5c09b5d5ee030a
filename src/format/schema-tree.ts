import { FIELD_TYPES, type FieldType } from '../catalogue/index.ts';
import { type FileReading, type FormatObservation, OverBudget, type ReadField } from './format.ts';

/**
 * The shape of a declared schema, whatever the format. Children are made on demand, so that a schema that refers to itself or shares its
 * parts costs only what `flatten` visits, and that is bounded.
 */
export type SchemaNode =
  | {
      readonly kind: 'scalar';
      /** Absent: the source declares only that values are null, so any type may follow. */
      readonly type?: FieldType;
      /** The source's own type. */
      readonly native: string;
    }
  | {
      readonly kind: 'record';
      /** Shown where the record has no children or lies too deep. */
      readonly native: string;
      children(): Iterable<SchemaChild>;
    }
  | {
      /** One of several types, shown as one field. */
      readonly kind: 'union';
      branches(): Iterable<SchemaNode>;
      /** The source's own type, from those of the branches. */
      native(words: readonly string[]): string;
    }
  | { readonly kind: 'list'; element(): SchemaNode }
  | { readonly kind: 'map'; key(): SchemaNode; value(): SchemaNode };

export interface SchemaChild {
  readonly name: string;
  readonly node: SchemaNode;
}

export interface FlattenLimits {
  /** Levels of nesting; deeper records are shown as one field. */
  readonly depth: number;
  /** Nodes visited, fields among them; more is `OverBudget`. */
  readonly nodes: number;
  /** UTF-16 units of a dotted path, and of all together; longer is `OverBudget`. */
  readonly pathLength: number;
  readonly allPaths: number;
}
const LIMITS: FlattenLimits = {
  depth: 32,
  nodes: 50_000,
  pathLength: 4096,
  allPaths: 4 * 1024 * 1024,
};
const MAX_NATIVE = 200;

/**
 * The fields of a schema: its leaves, in schema order, by dotted paths. One convention for every format, so that the same table has the
 * same fields as JSON and as Parquet: a record adds its field's name; a list adds nothing (`items.name`, `tags`); a map adds
 * `key` and `value`. Each enclosing list wraps `nativeType` as `list<…>`. Names are exact; a blank top-level name becomes `column_N`.
 * Throws `OverBudget` past a limit. O(nodes visited).
 */
export function flatten(
  root: Iterable<SchemaChild>,
  limits: FlattenLimits = LIMITS,
): readonly ReadField[] {
  const fields: ReadField[] = [];
  let nodes = 0;
  let paths = 0;
  const union = (node: SchemaNode & { readonly kind: 'union' }): SchemaNode => {
    const branches: SchemaNode[] = [];
    for (const branch of node.branches()) {
      if (++nodes > limits.nodes) throw new OverBudget('schema');
      branches.push(branch);
    }
    return {
      kind: 'scalar',
      type: mergeTypes(branches),
      native: node.native(branches.map(nativeOf)),
    };
  };
  const visit = (path: string, node: SchemaNode, depth: number, lists: number): void => {
    nodes++;
    paths += path.length;
    if (nodes > limits.nodes || path.length > limits.pathLength || paths > limits.allPaths) {
      throw new OverBudget('schema');
    }
    if (node.kind === 'union') {
      fields.push(leaf(path, union(node), lists));
    } else if (node.kind === 'scalar' || depth >= limits.depth) {
      fields.push(leaf(path, node, lists));
    } else if (node.kind === 'list') {
      visit(path, node.element(), depth + 1, lists + 1);
    } else if (node.kind === 'map') {
      visit(`${path}.key`, node.key(), depth + 1, lists);
      visit(`${path}.value`, node.value(), depth + 1, lists);
    } else {
      const before = nodes;
      for (const child of node.children()) {
        visit(`${path}.${child.name}`, child.node, depth + 1, lists);
      }
      if (nodes === before) fields.push(leaf(path, node, lists));
    }
  };
  let column = 0;
  for (const child of root) {
    column++;
    const start = fields.length;
    const blank = child.name.trim() === '';
    visit(blank ? `column_${column}` : child.name, child.node, 1, 0);
    if (blank) {
      for (let i = start; i < fields.length; i++) fields[i] = { ...fields[i]!, generated: true };
    }
  }
  return fields;
}

/** What a schema-only format answers: its fields and what is odd about their names. */
export function schemaReading(format: string, root: Iterable<SchemaChild>): FileReading {
  const fields = flatten(root);
  return { format, fields, observations: nameObservations(fields) };
}

/** The one type for values of several: their common one, `number` for integers and numbers, `string` otherwise. */
function mergeTypes(nodes: readonly SchemaNode[]): FieldType {
  const types = new Set(
    nodes.flatMap((node) => (node.kind === 'scalar' ? (node.type ?? []) : 'string')),
  );
  if (types.size === 1) return [...types][0]!;
  const numeric = types.size === 2 && types.has('integer') && types.has('number');
  return numeric ? 'number' : 'string';
}

function nativeOf(node: SchemaNode): string {
  return node.kind === 'scalar' || node.kind === 'record' ? node.native : node.kind;
}

function leaf(path: string, node: SchemaNode, lists: number): ReadField {
  const type = node.kind === 'scalar' ? node.type : 'string';
  const native = nativeOf(node);
  const shown = native.length > MAX_NATIVE ? `${native.slice(0, MAX_NATIVE)}…` : native;
  return {
    name: path,
    type: type ?? 'string',
    accepts: type === undefined ? FIELD_TYPES : [type],
    nativeType: `${'list<'.repeat(lists)}${shown}${'>'.repeat(lists)}`,
  };
}

/** What is odd about the names of fields: those that the file has not, and those that stand twice, each once. */
export function nameObservations(fields: readonly ReadField[]): readonly FormatObservation[] {
  const observations: FormatObservation[] = [];
  const seen = new Map<string, number>();
  for (const [index, { name, generated }] of fields.entries()) {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    if (generated === true) {
      observations.push({ rule: 'file/blank-field', field: name, args: { position: index + 1 } });
    } else if (count === 2) {
      observations.push({ rule: 'file/duplicate-field', field: name, args: { name } });
    }
  }
  return observations;
}
