/** A field's name and what was wrong with it in the file. */
export interface FieldName {
  readonly name: string;
  /** The file has no name here: `column_3`. */
  readonly generated: boolean;
  readonly blank: boolean;
  /** The name that this one repeats. */
  readonly duplicate?: string;
  readonly untrimmed: boolean;
}

/**
 * Names of the fields: the exact text, white space and case kept. A blank becomes `column_N`, the second `name` becomes `name_2`, or the
 * next number that no other name of the file has, so that names are unique. O(names).
 */
export function nameFields(cells: readonly string[]): readonly FieldName[] {
  const texts = cells.map((cell) => (cell.trim() === '' ? '' : cell));
  const taken = new Set(texts);
  const seen = new Set<string>();
  // The next number to try for a repeated name; without it, a thousand equal names would cost a million look-ups.
  const next = new Map<string, number>();
  return texts.map((text, index) => {
    const blank = text === '';
    const wanted = blank ? `column_${index + 1}` : text;
    const repeated = blank ? taken.has(wanted) : seen.has(wanted);
    let name = wanted;
    if (repeated) {
      let number = next.get(wanted) ?? 2;
      while (taken.has(`${wanted}_${number}`)) number++;
      next.set(wanted, number + 1);
      name = `${wanted}_${number}`;
      taken.add(name);
    }
    seen.add(name);
    taken.add(name);
    return {
      name,
      generated: blank,
      blank,
      ...(repeated && !blank ? { duplicate: wanted } : {}),
      untrimmed: !blank && text !== text.trim(),
    };
  });
}

/** `column_1` … for a table without names. */
export function generateNames(count: number): readonly FieldName[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `column_${index + 1}`,
    generated: true,
    blank: false,
    untrimmed: false,
  }));
}
