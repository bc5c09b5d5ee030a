import type { Field, FieldType, FileEntry } from '../../catalogue/index.ts';
import type { AttributeSetting } from '../../config/index.ts';
import type { AttributeValue } from './wanted.ts';

/** DataGalaxy's names for the types of fields. It documents none for a time of day. */
const COLUMN_DATA_TYPES: Readonly<Record<FieldType, string>> = {
  string: 'VariableString',
  integer: 'Integer',
  number: 'Decimal',
  boolean: 'Boolean',
  date: 'Date',
  time: 'VariableString',
  datetime: 'DateTime',
};

/** What is known of the object that an attribute is made for. */
export interface Subject {
  readonly bucket: string;
  readonly path: string;
  readonly file?: FileEntry;
  readonly field?: Field;
  /** Place of the field in its file, from 1. */
  readonly order?: number;
}

type Fact = (subject: Subject) => AttributeValue | undefined;

/** Every `$fact` that an attribute may be set to. */
const FACTS: Readonly<Record<string, Fact>> = {
  $bucket: ({ bucket }) => bucket,
  $path: ({ path }) => path,
  $format: ({ file }) => file?.format,
  $compression: ({ file }) => file?.compression,
  $delimiter: ({ file }) => file?.delimiter,
  $encoding: ({ file }) => file?.encoding,
  $header: ({ file }) => file?.header,
  $type: ({ field }) => field?.type,
  $nativeType: ({ field }) => field?.nativeType,
  $columnDataType: ({ field }) => field && COLUMN_DATA_TYPES[field.type],
  $order: ({ order }) => order,
};

export const FACT_NAMES: readonly string[] = Object.keys(FACTS);

/** Settings as functions, made once. A text that begins with `$` and names no fact is given to `onUnknown`. */
export function attributeFacts(
  settings: readonly AttributeSetting[],
  onUnknown: (fact: string) => void,
): readonly Fact[] {
  return settings.map(({ value }) => {
    if (typeof value !== 'string' || !value.startsWith('$')) return () => value;
    // `$$` is a text that begins with one.
    if (value.startsWith('$$')) return () => value.slice(1);
    const fact = Object.hasOwn(FACTS, value) ? FACTS[value] : undefined;
    if (fact === undefined) onUnknown(value);
    return fact ?? (() => undefined);
  });
}
