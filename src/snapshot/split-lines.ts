import { Fault } from './fault.ts';

/**
 * Cuts UTF-8 chunks into lines without their `\n` or `\r\n`; a byte-order mark is dropped. A line longer than `maxLength`
 * UTF-16 units, or bytes that are not UTF-8, throw a `Fault`. O(bytes), whatever the chunks.
 */
export class LineSplitter {
  /** Lines completed so far: a fault lies on the line after. */
  count = 0;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  readonly #maxLength: number;
  #parts: string[] = [];
  #length = 0;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** The lines that end in this chunk. `count` grows as each is taken. */
  *push(chunk: Uint8Array): Generator<string, void, undefined> {
    const text = this.#decode(chunk);
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      yield this.#complete(text.slice(start, end));
      this.count++;
      start = end + 1;
    }
    if (start < text.length) this.#keep(text.slice(start));
  }

  /** The last line, when no line break ends it. */
  *end(): Generator<string, void, undefined> {
    const text = this.#decode(undefined);
    if (text.length + this.#length > 0) yield this.#complete(text);
  }

  #decode(chunk: Uint8Array | undefined): string {
    try {
      return this.#decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new Fault('not-utf-8');
    }
  }

  #keep(text: string): void {
    this.#length += text.length;
    if (this.#length > this.#maxLength)
      throw new Fault('line-too-long', { limit: this.#maxLength });
    this.#parts.push(text);
  }

  #complete(last: string): string {
    this.#keep(last);
    const line = this.#parts.length === 1 ? last : this.#parts.join('');
    this.#parts = [];
    this.#length = 0;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }
}
