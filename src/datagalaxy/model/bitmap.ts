/** A growing set of small whole numbers, one bit each. */
export class Bitmap {
  private bytes: Uint8Array;
  count = 0;

  constructor(bytes: Uint8Array = new Uint8Array(1024)) {
    this.bytes = bytes;
    for (const byte of bytes) {
      for (let rest = byte; rest !== 0; rest &= rest - 1) this.count += 1;
    }
  }

  has(i: number): boolean {
    return ((this.bytes[i >> 3] ?? 0) & (1 << (i & 7))) !== 0;
  }

  add(i: number): void {
    if (this.has(i)) return;
    if (i >> 3 >= this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.bytes.length * 2, (i >> 3) + 1));
      grown.set(this.bytes);
      this.bytes = grown;
    }
    // Inside: the array has just been made long enough.
    this.bytes[i >> 3]! |= 1 << (i & 7);
    this.count += 1;
  }

  toBytes(): Uint8Array {
    return this.bytes;
  }
}
