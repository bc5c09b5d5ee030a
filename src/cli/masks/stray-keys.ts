import type { StrayKeys } from '../../report/index.ts';

const RETURN = 0x0d;
const SLASH = 0x2f;
/** Of UTF-8, then of UTF-16 in both orders. */
const MARKS: readonly (readonly number[])[] = [
  [0xef, 0xbb, 0xbf],
  [0xff, 0xfe],
  [0xfe, 0xff],
];

/** Counts the keys of a list that were perhaps meant otherwise, in the order of the list. */
export class StrayKeyCounter implements StrayKeys {
  mark: StrayKeys['mark'] = 'none';
  zeros = 0;
  returns = 0;
  slashes = 0;
  #isFirst = true;

  /** O(length). */
  add(key: Uint8Array, isTaken: boolean): void {
    if (this.#isFirst) this.mark = markOf(key);
    this.#isFirst = false;
    if (key.includes(0)) this.zeros += 1;
    if (key.at(-1) === RETURN) this.returns += 1;
    if (!isTaken && key[0] === SLASH) this.slashes += 1;
  }
}

function markOf(key: Uint8Array): StrayKeys['mark'] {
  const found = MARKS.findIndex((mark) => mark.every((byte, i) => key[i] === byte));
  return found < 0 ? 'none' : found === 0 ? 'utf-8' : 'utf-16';
}
