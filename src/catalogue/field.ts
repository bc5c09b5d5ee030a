/** Frictionless Table Schema's names for the types a field can have (SPEC 5). */
export const FIELD_TYPES = [
  'string',
  'integer',
  'number',
  'boolean',
  'date',
  'time',
  'datetime',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** One field of a file, in file order. `name` is the exact text: white space and case are kept. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** The source's own type, where the format has one (Parquet, Avro, ORC, Arrow). */
  readonly nativeType?: string;
}
