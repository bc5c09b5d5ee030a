import type { FieldType } from '../../catalogue/index.ts';
import type { ByteSource, FileReading, Head } from '../format.ts';
import { type SchemaChild, type SchemaNode, schemaReading } from '../schema-tree.ts';
import { Undecodable } from '../undecodable.ts';
import { MAX_ZONE } from './arrow-types.ts';
import { FlatTable } from './flatbuffer.ts';
import { readFooter } from './footer.ts';

/** Both the first and the last four bytes of a Feather file of version 1. */
export const FEATHER_MAGIC = 'FEA1';

/** Slots of the tables of Arrow's feather.fbs that are read here. */
const TABLE_COLUMNS = 2;
const COLUMN = { name: 0, values: 1, metadataKind: 2, metadata: 3 } as const;
const ARRAY_TYPE = 0;
const CATEGORY_LEVELS = 0;
const UNIT = 0;
const TIME_ZONE = 1;
/** Members of the union `TypeMetadata`. */
const CATEGORY = 1;
const TIMESTAMP = 2;
const DATE = 3;
const TIME = 4;

/**
 * A Feather file of version 1, which Arrow's own format replaced under the name of version 2: the columns in the footer. Types are
 * called as in Arrow files.
 */
export async function readFeather(head: Head, source: ByteSource): Promise<FileReading> {
  const footer = await readFooter(head, source, FEATHER_MAGIC);
  try {
    return schemaReading('arrow', columns(FlatTable.root(footer)));
  } catch (cause) {
    if (cause instanceof RangeError) throw new Undecodable('footer', { cause });
    throw cause;
  }
}

function* columns(table: FlatTable): Generator<SchemaChild> {
  for (let i = 0; i < table.length(TABLE_COLUMNS); i++) {
    const column = table.element(TABLE_COLUMNS, i);
    yield { name: column.string(COLUMN.name) ?? '', node: node(column) };
  }
}

function node(column: FlatTable): SchemaNode {
  const metadata = column.table(COLUMN.metadata);
  const unit = ['s', 'ms', 'us', 'ns'][metadata?.int8(UNIT) ?? 0] ?? '?';
  switch (column.int8(COLUMN.metadataKind)) {
    case CATEGORY: {
      const [native, type] = valueType(metadata?.table(CATEGORY_LEVELS));
      return { kind: 'scalar', type, native: `dictionary<${native}>` };
    }
    case TIMESTAMP: {
      const zone = metadata?.string(TIME_ZONE, MAX_ZONE) ?? '';
      const native = `timestamp[${unit}${zone === '' ? '' : `, tz=${zone}`}]`;
      return { kind: 'scalar', type: 'datetime', native };
    }
    case DATE:
      return { kind: 'scalar', type: 'date', native: 'date32[day]' };
    case TIME: {
      const bits = unit === 's' || unit === 'ms' ? 32 : 64;
      return { kind: 'scalar', type: 'time', native: `time${bits}[${unit}]` };
    }
    default: {
      const [native, type] = valueType(column.table(COLUMN.values));
      return { kind: 'scalar', type, native };
    }
  }
}

/** By the number of the enum `Type`; what dates, times and categories are is in their metadata. */
const VALUE_TYPES: ReadonlyMap<number, readonly [string, FieldType]> = new Map([
  [0, ['bool', 'boolean']],
  [1, ['int8', 'integer']],
  [2, ['int16', 'integer']],
  [3, ['int32', 'integer']],
  [4, ['int64', 'integer']],
  [5, ['uint8', 'integer']],
  [6, ['uint16', 'integer']],
  [7, ['uint32', 'integer']],
  [8, ['uint64', 'integer']],
  [9, ['float', 'number']],
  [10, ['double', 'number']],
  [11, ['string', 'string']],
  [12, ['binary', 'string']],
  [17, ['large_string', 'string']],
  [18, ['large_binary', 'string']],
]);

function valueType(array: FlatTable | undefined): readonly [string, FieldType] {
  if (array === undefined) throw new Undecodable('footer');
  const kind = array.int8(ARRAY_TYPE);
  return VALUE_TYPES.get(kind) ?? [`type ${kind}`, 'string'];
}
