import type { Entry, Field, FileEntry } from '../catalogue/index.ts';
import { Fault } from './fault.ts';
import { HEADER_LINE } from './print.ts';
import { fieldOf, headingOf, orderGuard } from './validate.ts';

const FIELDS_OPEN = '"fields":[';
const EMPTY = `${HEADER_LINE}]}`;
const CONFLICT = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/;

/**
 * Reads the canonical layout a line at a time: O(fields of one file) memory. Each inner line is JSON by itself once the
 * punctuation that ties it to its neighbours is taken off its end. Throws a `Fault` at the first line that is not one.
 */
export class LineParser {
  #state: 'start' | 'entries' | 'fields' | 'end' = 'start';
  #heading: Omit<FileEntry, 'fields'> | undefined;
  #fields: Field[] = [];
  readonly #guard = orderGuard();

  /** The header line was the canonical one. */
  get started(): boolean {
    return this.#state !== 'start';
  }

  /** Takes the next line; the entry it completes, if any. */
  push(line: string): Entry | undefined {
    const text = line.trim();
    if (text === '') return undefined;
    switch (this.#state) {
      case 'start':
        if (text !== HEADER_LINE && text !== EMPTY) throw faultOf(text);
        this.#state = text === EMPTY ? 'end' : 'entries';
        return undefined;
      case 'entries':
        return this.#entry(text);
      case 'fields':
        return this.#field(text);
      case 'end':
        throw CONFLICT.test(text) ? new Fault('conflict-markers') : new Fault('text-after-end');
    }
  }

  /** Throws when the text stopped before its closing brackets. */
  end(): void {
    if (this.#state === 'start') throw new Fault('empty');
    if (this.#state !== 'end') throw new Fault('truncated');
  }

  #entry(text: string): Entry | undefined {
    if (text.endsWith(FIELDS_OPEN)) {
      const heading = headingOf(parse(`${text}]}`, text));
      // A heading that ends in `"fields":[` holds that key, and a directory has no such key.
      this.#heading = heading as Omit<FileEntry, 'fields'>;
      this.#fields = [];
      this.#state = 'fields';
      return undefined;
    }
    const last = !text.endsWith(',');
    const body = last ? withoutEnd(text, ']}') : text.slice(0, -1);
    const heading = headingOf(parse(body, text));
    if (last) this.#state = 'end';
    const entry: Entry = heading.kind === 'directory' ? heading : { ...heading, fields: [] };
    this.#guard(entry);
    return entry;
  }

  #field(text: string): Entry | undefined {
    const more = text.endsWith('},') && !text.endsWith(']},');
    const last = !text.endsWith(',');
    const body = more ? text.slice(0, -1) : withoutEnd(text, last ? ']}]}' : ']},');
    this.#fields.push(fieldOf(parse(body, text)));
    if (more || this.#heading === undefined) return undefined;
    const entry: FileEntry = { ...this.#heading, fields: this.#fields };
    this.#guard(entry);
    this.#state = last ? 'end' : 'entries';
    return entry;
  }
}

function withoutEnd(text: string, end: string): string {
  if (!text.endsWith(end)) throw faultOf(text);
  return text.slice(0, -end.length);
}

function parse(body: string, line: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw faultOf(line);
  }
}

function faultOf(line: string): Fault {
  return new Fault(CONFLICT.test(line) ? 'conflict-markers' : 'not-json');
}
