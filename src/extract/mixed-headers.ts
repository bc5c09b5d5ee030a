import type { Observation } from '../catalogue/index.ts';
import type { FileReading } from '../format/index.ts';

/** One member of a file that was read. */
export interface MemberReading {
  readonly key: string;
  readonly reading: FileReading;
}

/**
 * Compares the members of one file with its representative, the first of them: undefined when all have the same field names
 * (white space aside), else one observation that tells each variant apart with a count and a key.
 */
export function mixedHeaders(
  bucket: string,
  path: string,
  members: readonly MemberReading[],
): Observation | undefined {
  const [first] = members;
  if (first === undefined) return undefined;
  const base = namesOf(first.reading);
  const variants = new Map<string, { files: number; key: string; names: readonly string[] }>();
  for (const { key, reading } of members) {
    const names = namesOf(reading);
    const id = JSON.stringify(names);
    const variant = variants.get(id);
    if (variant === undefined) variants.set(id, { files: 1, key, names });
    else variant.files += 1;
  }
  if (variants.size < 2) return undefined;
  return {
    rule: 'dataset/mixed-headers',
    subject: { bucket, path },
    args: {},
    volatile: {
      files: members.length,
      variants: [...variants.values()].map(({ files, key, names }) => ({
        files,
        key,
        fields: names.length,
        missing: base.filter((name) => !names.includes(name)),
        extra: names.filter((name) => !base.includes(name)),
      })),
    },
  };
}

const namesOf = (reading: FileReading): readonly string[] =>
  reading.fields.map((field) => field.name.trim());
