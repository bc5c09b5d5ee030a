/**
 * The contract of the mask room (SPEC 3). It imports nothing of ours and does no I/O.
 * Offsets are UTF-16 units into the mask's text; keys are UTF-8 bytes without the leading `/`.
 */

/** A mistake in a mask or token, placed so that a caret can point at it. */
export interface MaskProblem {
  readonly rule: 'mask/syntax' | 'mask/unknown-token' | 'mask/too-large';
  readonly offset: number;
  readonly length: number;
  /** `reason` is a fixed word such as `unclosed-brace`; the rest are its facts (`token`, `nearest`, `limit`, …). */
  readonly args: { readonly reason: string; readonly [name: string]: string | number | undefined };
}

/** One captured placeholder. `start` and `end` are byte offsets into the key. */
export interface Capture {
  /** Its name; the format or type where it has none; `_2`, `_3` … where a name stands twice. */
  readonly name: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** `{{…}}`: every distinct value makes a dataset of its own. */
  readonly separates: boolean;
}

/** A parsed mask, ready to be compiled. Opaque outside this room but for these. */
export interface Mask {
  readonly text: string;
  /** Text that every matching key begins with (unescaped, without the leading `/`). */
  readonly literalPrefix: string;
  /** A placeholder that groups or separates, or a wildcard, is in it: more than one key can match. */
  readonly isPattern: boolean;
  readonly hasSeparators: boolean;
  /** A date or time placeholder is in it, so `instantOf` can order its keys. */
  readonly hasInstant: boolean;
}

export interface MaskEntryInput {
  readonly kind: 'mask' | 'exclude';
  readonly mask: Mask;
}

/**
 * Classifies keys, whatever was classified before; matchers of one `MaskSet` share its tables.
 */
export interface Matcher {
  /**
   * Key `i` is `keys[offsets[i], offsets[i + 1])`. Writes to `winners[i]` the index of the first entry (masks and excludes,
   * from 0) that takes it, or -1. Keys lie below 2^31. A key resumes after the prefix it shares with the one before: fastest in byte
   * order, right in any order. O(bytes), of which those shared with the key before are compared, not walked.
   */
  matchPage(keys: Uint8Array, offsets: Uint32Array, count: number, winners: Int32Array): void;
  /** The same for one key `bytes[start, end)`, from its first byte. O(length). */
  match(bytes: Uint8Array, start: number, end: number): number;
}

/** Whether keys below a prefix are taken by an entry of kind `mask`: none of them, some (or not known), all of them. */
export type Liveness = 'none' | 'some' | 'all';

/** All masks of a bucket as one lazily determinised automaton. */
export interface MaskSet {
  readonly entries: readonly MaskEntryInput[];
  matcher(): Matcher;
  /** Captures of entry `index` for a key it takes; undefined when it does not take it. Leftmost-longest. */
  captures(index: number, key: Uint8Array): readonly Capture[] | undefined;
  /** The same for keys that are known to be taken by the entry, which is not asked again. */
  captureReader(index: number): { read(key: Uint8Array): readonly Capture[] };
  /**
   * Identity of the dataset that entry `index` gives to the key (SPEC 3.4): the mask's text with each `{{…}}` replaced by
   * its value (escaped as a mask literal, so that the path reads back as a mask).
   */
  datasetOf(index: number, bytes: Uint8Array, start?: number, end?: number): string;
  /**
   * The greatest date captured in `bytes[start, end)`, in milliseconds since the epoch, UTC; -Infinity where the mask
   * captures none. Components of neighbouring placeholders are put together (`{YYYY}/{MM}/{DD}` is one date); a component that
   * comes again begins another date. Only for keys the entry takes.
   */
  instantOf(index: number, bytes: Uint8Array, start: number, end: number): number;
  /** Whether some key that begins with `prefix` can be taken by an entry of kind `mask` (first-match order respected). */
  canMatchBelow(prefix: string): boolean;
  /** `none` is exactly not `canMatchBelow`; `all` speaks of the keys longer than the prefix. */
  liveness(prefix: string): Liveness;
  /**
   * Prefixes, none the beginning of another, in byte order, below which every key lies that begins with `prefix` and that an entry of
   * kind `mask` can take. Empty where there is none.
   */
  literalPrefixes(prefix: string): readonly string[];
  /**
   * A string after `key`, in byte order, that no later key taken by an entry of kind `mask` comes before, and that some such key may
   * begin with; undefined where no such key comes after `key`.
   */
  nextLiveAfter(key: string): string | undefined;
  /** A string from `key` to just before `nextLiveAfter(key)`: an exclusive start that skips dead keys only. */
  seekAfter(key: string): string | undefined;
  /** States built and bytes of table, for benches and limits. */
  readonly size: { readonly states: number; readonly bytes: number };
}
