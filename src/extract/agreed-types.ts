import { FIELD_TYPES, type FieldType } from '../catalogue/index.ts';
import type { FileReading, ReadField } from '../format/index.ts';

/**
 * The first reading, its fields with the types that no member of the file contradicts. A field that other members lack, and types
 * that a format declares, stay as they are. O(fields of all members).
 */
export function withAgreedTypes(readings: readonly FileReading[]): FileReading {
  const [first, ...others] = readings;
  if (first === undefined) throw new RangeError('a file has one reading at least');
  const columns = others.map(fieldFinder);
  const fields = first.fields.map((field) => {
    const same = columns.flatMap((fieldOf) => fieldOf(field.name) ?? []);
    return same.length === 0 ? field : agreed([field, ...same]);
  });
  return { ...first, fields };
}

/** Finds the field of a name, or the only one that differs from it in white space around it alone. */
function fieldFinder({ fields }: FileReading): (name: string) => ReadField | undefined {
  const exact = new Map(fields.map((field) => [field.name, field]));
  const trimmed = new Map<string, ReadField | undefined>();
  for (const field of fields) {
    const name = field.name.trim();
    trimmed.set(name, trimmed.has(name) ? undefined : field);
  }
  return (name) => exact.get(name) ?? trimmed.get(name.trim());
}

/** The first of some fields, with what all of them accept. */
function agreed(fields: readonly ReadField[]): ReadField {
  const first = fields[0]!;
  if (fields.some(({ nativeType }) => nativeType !== undefined)) return first;
  const accepts = first.accepts.filter((type) => fields.every((one) => one.accepts.includes(type)));
  // A column without values accepts everything, and says nothing.
  const telling = fields.filter((one) => one.accepts.length < FIELD_TYPES.length);
  const wanted = [...telling, first].map((one): FieldType => one.type);
  const type = [...wanted, ...accepts].find((one) => accepts.includes(one));
  return type === undefined ? first : { ...first, type, accepts };
}
