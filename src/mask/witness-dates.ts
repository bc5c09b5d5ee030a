import { placeholdersOf } from './captures.ts';
import { elementExpr } from './element.ts';
import type { CompiledMasks } from './mask-set.ts';
import { treeOf } from './mask-tree.ts';
import { sampleDate } from './sample-date.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Makes the dates of a witness readable: to a search, 1112-10-11 is as good as 2024-01-01. */
export class WitnessDates {
  readonly #set: CompiledMasks;

  constructor(set: CompiledMasks) {
    this.#set = set;
  }

  takes(entry: number, key: string): boolean {
    return this.#set.captures(entry, encoder.encode(key)) !== undefined;
  }

  /** The key with the dates that the entries capture in it replaced, where `stays` still holds then. As long as before. */
  readable(key: string, entries: readonly number[], stays: (key: string) => boolean): string {
    let best = key;
    for (const entry of entries) {
      const changed = this.#withSamples(best, entry);
      if (changed !== best && stays(changed)) best = changed;
    }
    return best;
  }

  #withSamples(key: string, entry: number): string {
    const bytes = encoder.encode(key);
    const captures = this.#set.captures(entry, bytes) ?? [];
    const { elements } = treeOf(this.#set.entries[entry]!.mask);
    placeholdersOf(elements).forEach(({ placeholder }, i) => {
      const expr = elementExpr(placeholder);
      const capture = captures[i];
      if (expr.kind !== 'formats' || capture === undefined) return;
      const sample = expr.formats
        .map(sampleDate)
        .find((date) => shapeOf(date) === shapeOf(capture.text));
      if (sample !== undefined) bytes.set(encoder.encode(sample), capture.start);
    });
    return decoder.decode(bytes);
  }
}

const shapeOf = (date: string): string => date.replace(/[0-9]/g, '0');
