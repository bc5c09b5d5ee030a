import type { OwnValues } from './own-values.ts';
import type { PathHash } from './path-hash.ts';

/** More objects than this do not fit the table's numbers. */
const MAX_OBJECTS = 1 << 29;

/**
 * All wanted objects by their place, 14 bytes and two slots each instead of a string: two lanes of the place's hash, the mask
 * of the values that are ours (16 bits) and their hash, found through an open-addressing table of object numbers (plus one,
 * 0 is free) that is at most half full. 2,100,000 objects take 46 MB.
 */
export class WantedIndex {
  size = 0;
  private a = new Int32Array(1024);
  private b = new Int32Array(1024);
  private masks = new Uint16Array(1024);
  private hashes = new Uint32Array(1024);
  private slots = new Int32Array(2048);

  /** Takes the next object; its number is the size before. Throws when its place is taken. */
  add(place: PathHash, own: OwnValues): void {
    if (this.size === MAX_OBJECTS) throw new RangeError('too many objects');
    if (this.find(place) !== -1) throw new Error('two places share a hash; run again');
    if (this.size === this.a.length) this.grow();
    const i = this.size++;
    this.a[i] = place.a;
    this.b[i] = place.b;
    this.masks[i] = own.mask;
    this.hashes[i] = own.hash;
    this.link(i);
  }

  /** The number of the object at that place, or -1. */
  find({ a, b }: { readonly a: number; readonly b: number }): number {
    const last = this.slots.length - 1;
    for (let slot = a & last; ; slot = (slot + 1) & last) {
      const i = this.slots[slot]! - 1;
      if (i === -1 || (this.a[i] === a && this.b[i] === b)) return i;
    }
  }

  own(i: number): OwnValues {
    return { mask: this.masks[i] ?? 0, hash: this.hashes[i] ?? 0 };
  }

  private link(i: number): void {
    const last = this.slots.length - 1;
    let slot = this.a[i]! & last;
    while (this.slots[slot] !== 0) slot = (slot + 1) & last;
    this.slots[slot] = i + 1;
  }

  private grow(): void {
    const length = this.a.length * 2;
    this.a = widened(this.a, new Int32Array(length));
    this.b = widened(this.b, new Int32Array(length));
    this.masks = widened(this.masks, new Uint16Array(length));
    this.hashes = widened(this.hashes, new Uint32Array(length));
    this.slots = new Int32Array(length * 2);
    for (let i = 0; i < this.size; i++) this.link(i);
  }
}

function widened<T extends { set(values: T): void }>(old: T, wider: T): T {
  wider.set(old);
  return wider;
}
