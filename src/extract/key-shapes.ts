import { keyText } from './candidate.ts';

export interface KeyShape {
  /** The key with every run of digits written `9`. */
  readonly shape: string;
  readonly count: number;
  /** The least key of the shape in code-unit order, so that it does not depend on arrival. */
  readonly example: string;
}

/**
 * Counts keys by shape in bounded memory: past `maxShapes` different shapes a key is only counted. The shapes that are kept
 * are the first met, so their counts are exact while `overflow` is 0.
 */
export class KeyShapes {
  total = 0;
  overflow = 0;
  private readonly shapes = new Map<string, { count: number; example: string }>();
  private readonly maxShapes: number;

  constructor(maxShapes = 1_000) {
    this.maxShapes = maxShapes;
  }

  add(key: Uint8Array): void {
    this.total += 1;
    const text = keyText(key);
    const shape = text.replace(/[0-9]+/g, '9');
    const known = this.shapes.get(shape);
    if (known !== undefined) {
      known.count += 1;
      if (text < known.example) known.example = text;
    } else if (this.shapes.size < this.maxShapes) {
      this.shapes.set(shape, { count: 1, example: text });
    } else {
      this.overflow += 1;
    }
  }

  /** The most frequent shapes, ties in code-unit order. */
  top(limit: number): readonly KeyShape[] {
    return [...this.shapes]
      .map(([shape, { count, example }]) => ({ shape, count, example }))
      .sort((a, b) => b.count - a.count || (a.shape < b.shape ? -1 : 1))
      .slice(0, limit);
  }
}
