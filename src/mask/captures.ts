import type { Element, Placeholder } from './element.ts';
import type { Capture } from './mask-types.ts';
import { PositionProgram } from './position-program.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A name for each placeholder: its own, else its format or type; `_2`, `_3` … where a name stands twice. O(placeholders). */
export function captureNames(placeholders: readonly Placeholder[]): readonly string[] {
  const taken = new Set(placeholders.map(baseName));
  const given = new Map<string, number>();
  return placeholders.map((placeholder) => {
    const base = baseName(placeholder);
    let count = (given.get(base) ?? 0) + 1;
    let name = base;
    if (count > 1) {
      while (taken.has(`${base}_${count}`)) count += 1;
      name = `${base}_${count}`;
      taken.add(name);
    }
    given.set(base, count);
    return name;
  });
}

function baseName({ name, value }: Placeholder): string {
  if (name !== undefined && name !== '') return name;
  switch (value.kind) {
    case 'format':
      return value.format.text;
    case 'type':
      return value.type;
    case 'enumeration':
      return value.values.join('|');
    case 'run':
      return 'z'.repeat(value.count);
    case 'token':
      return value.token;
  }
}

/** Placeholders of a mask that satisfy a condition, with their places among its elements. */
export function placeholdersOf(
  elements: readonly Element[],
  wanted: (placeholder: Placeholder) => boolean = () => true,
): readonly { readonly at: number; readonly placeholder: Placeholder }[] {
  return elements.flatMap((element, at) =>
    element.kind === 'placeholder' && wanted(element) ? [{ at, placeholder: element }] : [],
  );
}

/** Reads the captures of one mask. */
export class CaptureReader {
  readonly #names: readonly string[];
  readonly #placeholders: readonly Placeholder[];
  readonly #program: PositionProgram;
  readonly #bounds: Int32Array;

  constructor(elements: readonly Element[]) {
    const placed = placeholdersOf(elements);
    this.#placeholders = placed.map(({ placeholder }) => placeholder);
    this.#names = captureNames(this.#placeholders);
    this.#program = new PositionProgram(
      elements,
      placed.map(({ at }) => at),
    );
    this.#bounds = new Int32Array(2 * placed.length);
  }

  get count(): number {
    return this.#placeholders.length;
  }

  /** Bounds of all captures, without making strings; see `PositionProgram.run`. */
  bounds(key: Uint8Array, start: number, end: number, out: Int32Array): boolean {
    return this.#program.run(key, start, end, out);
  }

  /** For a key that the mask takes. */
  read(key: Uint8Array): readonly Capture[] {
    if (!this.#program.run(key, 0, key.length, this.#bounds)) {
      throw new Error('a key that the mask takes has no reading');
    }
    // Where each byte is a character of its own, as keys mostly are, a place among bytes is one among characters.
    const whole = decoder.decode(key);
    const isPlain = whole.length === key.length;
    return this.#placeholders.map(({ separates }, i) => {
      const start = this.#bounds[2 * i]!;
      const end = this.#bounds[2 * i + 1]!;
      const text = isPlain ? whole.slice(start, end) : textOf(key, start, end);
      return { name: this.#names[i]!, text, start, end, separates };
    });
  }
}

export const textOf = (bytes: Uint8Array, start: number, end: number): string =>
  decoder.decode(bytes.subarray(start, end));
