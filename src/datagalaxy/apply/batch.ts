import type { Body } from '../api/transport.ts';

/** One object of an import request. */
export interface BatchItem {
  /** 0 for the source. */
  readonly depth: number;
  /** The members of its JSON object without the braces. */
  readonly text: string;
  /** The same of the object as a mere way to what lies below it. */
  readonly stub: string;
  /** Bytes of `text` and of what may stand around it. */
  readonly bytes: number;
}

/** `{`, `}`, a comma, and `,"children":[]`. */
const AROUND = 18;
/** Text is handed on in pieces of about so many UTF-16 units. */
const CHUNK = 1 << 16;

/** `stub` is left out where the object is one itself, or holds nothing. */
export function batchItem(depth: number, text: string, stub: string = text): BatchItem {
  return { depth, text, stub, bytes: Buffer.byteLength(text) + AROUND };
}

/**
 * A tree as a list, parents before children, the first item being the source: what one import request carries. Ancestors
 * stand in it as stubs, so a tree can be cut anywhere.
 */
export class Batch {
  readonly items: BatchItem[];
  bytes: number;

  constructor(items: BatchItem[] = []) {
    this.items = items;
    this.bytes = items.reduce((sum, item) => sum + item.bytes, 0);
  }

  add(item: BatchItem): void {
    this.items.push(item);
    this.bytes += item.bytes;
  }

  /**
   * Two batches of about half the size with the same effect, or undefined where there is only one way down. The second begins
   * with stubs of what its first item lies in. O(items).
   */
  split(): readonly [Batch, Batch] | undefined {
    const { items } = this;
    const middle = this.cut();
    if (middle === undefined) return undefined;
    const stubs: BatchItem[] = [];
    let depth = (items[middle] as BatchItem).depth;
    for (let i = middle - 1; depth > 0; i--) {
      const item = items[i] as BatchItem;
      if (item.depth >= depth) continue;
      depth = item.depth;
      stubs.unshift(batchItem(item.depth, item.stub));
    }
    return [new Batch(items.slice(0, middle)), new Batch([...stubs, ...items.slice(middle)])];
  }

  /**
   * The place nearest the middle with an item that is no child of the one before it. Both halves are then smaller than the
   * whole: the second gets `depth` stubs for at least `depth + 1` items that it loses, its ancestors and the one before.
   */
  private cut(): number | undefined {
    const { items } = this;
    const middle = items.length >> 1;
    for (let distance = 0; distance <= middle + 1; distance++) {
      for (const i of [middle + distance, middle - distance]) {
        const [before, item] = [items[i - 1], items[i]];
        if (i > 1 && before && item && item.depth <= before.depth) return i;
      }
    }
    return undefined;
  }

  body(): Body {
    let length = 0;
    for (const text of this.texts()) length += Buffer.byteLength(text);
    return { length, chunks: () => this.chunks() };
  }

  private *chunks(): Generator<Uint8Array, void, undefined> {
    for (const text of this.texts()) yield Buffer.from(text);
  }

  /**
   * The JSON. An item of depth d is followed by one of depth n: n = d + 1 opens its list; otherwise it closes, and with it
   * its d - n ancestors that the next item does not lie in; the last closes all d.
   */
  private *texts(): Generator<string, void, undefined> {
    let text = '';
    for (const [i, item] of this.items.entries()) {
      const next = this.items[i + 1]?.depth ?? -1;
      text += `{${item.text}`;
      if (next > item.depth) text += ',"children":[';
      else {
        text += '}';
        for (let depth = item.depth; depth > Math.max(next, 0); depth--) text += ']}';
        if (next >= 0) text += ',';
      }
      if (text.length >= CHUNK) {
        yield text;
        text = '';
      }
    }
    if (text !== '') yield text;
  }
}
