/** Outside of what a UTF-16 unit can be, so that no name can pretend to be a boundary. */
const AFTER_TYPE = 0x10000;
const AFTER_NAME = 0x10001;

/**
 * Hashes of places in a workspace, 64 bits in two lanes, a step for each (type, name) from the source down. Among 2,100,000
 * places two share a hash with a probability of 1.2e-7. The seeds are random, so nobody can choose names that do.
 */
export class PathHash {
  a: number;
  b: number;

  private constructor(a: number, b: number) {
    this.a = a;
    this.b = b;
  }

  static root(seeds: readonly [number, number]): PathHash {
    return new PathHash(seeds[0] | 0, seeds[1] | 0);
  }

  /** The place of a child. O(length of type and name). */
  child(type: string, name: string): PathHash {
    const hash = new PathHash(this.a, this.b);
    hash.text(type, AFTER_TYPE);
    hash.text(name, AFTER_NAME);
    return hash;
  }

  private text(text: string, end: number): void {
    let { a, b } = this;
    for (let i = 0; i <= text.length; i++) {
      const unit = i === text.length ? end : text.charCodeAt(i);
      a = Math.imul(a ^ unit, 0x9e3779b1);
      a ^= a >>> 15;
      b = Math.imul(b + unit, 0x85ebca6b);
      b = (b << 13) | (b >>> 19);
    }
    // Each lane takes part of the other, or the two would be one hash of half the strength to names chosen blindly.
    this.a = Math.imul(a ^ (b >>> 11), 0xc2b2ae35);
    this.b = Math.imul(b ^ (a >>> 7), 0x27d4eb2f);
  }
}

/** 32 bits of a list of values, with a boundary after each. */
export function valueHash(values: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const value of values) {
    for (let i = 0; i <= value.length; i++) {
      const unit = i === value.length ? AFTER_NAME : value.charCodeAt(i);
      hash = Math.imul(hash ^ unit, 0x01000193);
      hash ^= hash >>> 13;
    }
  }
  return hash >>> 0;
}
