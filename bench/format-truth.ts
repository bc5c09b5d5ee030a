// What each format's truth file says the fields are, worked out apart from the readers under test.
import type { FileReading } from '../src/format/index.ts';

export interface Judgement {
  readonly names: boolean;
  readonly types: boolean;
  /** The truth says nothing about this file. */
  readonly skipped?: boolean;
}
type Judge = (truth: object, reading: FileReading, bytes: Uint8Array) => Judgement;

/** Formats by folder name. */
export const JUDGES: Readonly<Record<string, Judge>> = {
  parquet: (truth, reading) => judgeParquet(truth as ParquetTruth, reading),
  avro: (_, reading, bytes) => judgeAvro(reading, bytes),
  orc: (truth, reading) => judgeOrc(truth as OrcTruth, reading),
  arrow: (truth, reading) => judgeArrow(truth as ArrowTruth, reading),
};

const equal = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

interface ParquetElement {
  readonly name: string;
  readonly type: string | null;
  readonly repetition: string | null;
  readonly children: number;
  readonly converted: string | null;
  readonly logical: string | null;
}
interface ParquetTruth {
  readonly expect: 'schema' | 'encrypted' | 'error-or-lenient';
  readonly elements?: readonly ParquetElement[];
}

function judgeParquet(truth: ParquetTruth, reading: FileReading): Judgement {
  if (truth.expect === 'encrypted') {
    const right = reading.unread === 'encrypted';
    return { names: right, types: right };
  }
  if (truth.expect !== 'schema' || truth.elements === undefined) {
    return { names: false, types: false, skipped: true };
  }
  const leaves = parquetLeaves(truth.elements);
  return {
    names: equal(
      leaves.map((leaf) => leaf.path),
      reading.fields.map((field) => field.name),
    ),
    types: equal(
      leaves.map((leaf) => leaf.types),
      reading.fields.map((field) => `${bareNative(field.nativeType)}:${field.type}`),
    ),
  };
}

const bareNative = (native = '') => native.replace(/^(list<)+/, '').replace(/[( >].*$/, '');

/** Leaves with the levels that only spell a list or a map taken out of their paths, by text and not by structure. */
function parquetLeaves(elements: readonly ParquetElement[]) {
  const leaves: { path: string; types: string }[] = [];
  let at = 1;
  const walk = (path: readonly string[], left: number): void => {
    for (let i = 0; i < left; i++) {
      const element = elements[at++]!;
      const names = [...path, element.name];
      if (element.children > 0) walk(names, element.children);
      else {
        leaves.push({
          path: names
            .join('.')
            .replace(/\.(list|bag|array)\.(element|item|array_element|array)(?=\.|$)/g, '')
            .replace(/\.(key_value|map|entries)\.(key|value)(?=\.|$)/g, '.$2'),
          types: `${element.type}:${parquetType(element)}`,
        });
      }
    }
  };
  walk([], elements[0]!.children);
  return leaves;
}

function parquetType({ type, converted, logical }: ParquetElement): string {
  const meaning = `${logical ?? ''} ${converted ?? ''}`;
  if (/^TimestampType|TIMESTAMP_/.test(meaning) || type === 'INT96') return 'datetime';
  if (/^TimeType|TIME_/.test(meaning)) return 'time';
  if (/^Date/.test(meaning)) return 'date';
  if (/Decimal|DECIMAL|Float16/.test(meaning) || /FLOAT|DOUBLE/.test(type ?? '')) return 'number';
  if (/^NullType/.test(meaning)) return 'string';
  if (/^INT/.test(type ?? '')) return 'integer';
  return type === 'BOOLEAN' ? 'boolean' : 'string';
}

interface AvroField {
  readonly name: string;
  readonly type: unknown;
}

/** The corpus says nothing of Avro's fields: they are taken from the schema's text, as top-level names and plain types. */
function judgeAvro(reading: FileReading, bytes: Uint8Array): Judgement {
  const text = Buffer.from(bytes).toString('utf8');
  const start = text.search(/[{["]/);
  const key = text.indexOf('avro.schema');
  if (start < 0 || key < 0) return { names: false, types: false, skipped: true };
  const schema = firstJson(text.slice(key + 'avro.schema'.length)) as { fields?: AvroField[] };
  const fields = schema.fields ?? [];
  const plain = fields.filter((field) => avroType(field.type) !== undefined);
  const read = new Map(reading.fields.map((field) => [field.name, field.type]));
  return {
    names: equal(topLevel(reading), [...new Set(fields.map((field) => field.name))]),
    types: plain.every((field) => read.get(field.name) === avroType(field.type)),
  };
}

/** First segments of the dotted paths, each once. */
export function topLevel(reading: FileReading): readonly string[] {
  return [...new Set(reading.fields.map((field) => field.name.split('.')[0]!))];
}

/** The first JSON object or array in a text that goes on with other bytes. */
function firstJson(text: string): unknown {
  for (let start = 0; start < 12; start++) {
    for (
      let end = text.lastIndexOf('}') + 1;
      end > start;
      end = text.lastIndexOf('}', end - 2) + 1
    ) {
      try {
        return JSON.parse(text.slice(start, end));
      } catch {
        // A longer or shorter cut may parse.
      }
    }
  }
  return {};
}

function avroType(type: unknown): string | undefined {
  if (Array.isArray(type)) {
    const kept = type.filter((one) => one !== 'null');
    return kept.length === 1 ? avroType(kept[0]) : undefined;
  }
  if (typeof type === 'object' && type !== null) {
    const { type: base, logicalType } = type as { type: unknown; logicalType?: string };
    if (/timestamp/.test(logicalType ?? '')) return 'datetime';
    if (logicalType === 'decimal') return 'number';
    if (logicalType === 'date') return 'date';
    if (/^time-/.test(logicalType ?? '')) return 'time';
    return base === 'fixed' || base === 'enum' ? 'string' : avroType(base);
  }
  if (type === 'int' || type === 'long') return 'integer';
  if (type === 'float' || type === 'double') return 'number';
  if (type === 'boolean') return 'boolean';
  return type === 'string' || type === 'bytes' ? 'string' : undefined;
}

interface OrcTruth {
  readonly expect: string;
  readonly column_names: readonly string[] | null;
}

/** Where the truth has no names, having fields is all that is asked, and of an empty file not even that. */
function judgeOrc(truth: OrcTruth, reading: FileReading): Judgement {
  if (!truth.expect.startsWith('schema')) return { names: false, types: false, skipped: true };
  const read = reading.unread === undefined;
  const names = truth.column_names;
  const right = names === null ? read : read && equal(topLevel(reading), names);
  return { names: right, types: right };
}

interface ArrowTruth {
  readonly fields: readonly {
    readonly name: string;
    readonly type: { readonly name: string; readonly [argument: string]: unknown };
  }[];
}

/** Top-level names in order, duplicates among them; types of the fields that have no children. */
function judgeArrow({ fields }: ArrowTruth, reading: FileReading): Judgement {
  let at = 0;
  let names = true;
  let types = true;
  for (const { name, type } of fields) {
    const read = reading.fields[at];
    const first = read?.name ?? '';
    names &&= first === name || first.startsWith(`${name}.`);
    if (first === name) {
      at++;
      const expected = ARROW_TYPES[type.name];
      if (expected !== undefined) types &&= read?.type === expected;
      types &&= arrowArguments(type).every((one) => read?.nativeType?.includes(one) === true);
    } else {
      while (reading.fields[at]?.name.startsWith(`${name}.`) === true) at++;
    }
  }
  return { names: names && at === reading.fields.length, types };
}

const ARROW_TYPES: Readonly<Record<string, string | undefined>> = {
  utf8: 'string',
  largeutf8: 'string',
  utf8view: 'string',
  binary: 'string',
  largebinary: 'string',
  binaryview: 'string',
  fixedsizebinary: 'string',
  bool: 'boolean',
  int: 'integer',
  floatingpoint: 'number',
  decimal: 'number',
  date: 'date',
  time: 'time',
  timestamp: 'datetime',
  duration: 'string',
  interval: 'string',
  null: 'string',
};

/** What of a type's arguments must stand in the native type. */
function arrowArguments(type: ArrowTruth['fields'][number]['type']): readonly string[] {
  switch (type.name) {
    case 'int':
      return [`${type['isSigned'] === true ? '' : 'u'}int${type['bitWidth']}`];
    case 'decimal':
      return [`${type['bitWidth'] ?? ''}(${type['precision']}, ${type['scale']})`];
    case 'fixedsizebinary':
      return [`[${type['byteWidth']}]`];
    case 'floatingpoint':
      return [type['precision'] === 'DOUBLE' ? 'double' : 'float'];
    case 'timestamp':
    case 'time':
    case 'duration': {
      const units = { SECOND: '[s', MILLISECOND: '[ms', MICROSECOND: '[us', NANOSECOND: '[ns' };
      const zone = type['timezone'] === undefined ? [] : [String(type['timezone'])];
      return [units[type['unit'] as keyof typeof units], ...zone];
    }
    default:
      return [];
  }
}
