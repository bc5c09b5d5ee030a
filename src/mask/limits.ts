/**
 * What a mask list may cost. A key of S3 has at most 1,024 bytes, so none of these stands in the way of a mask that a
 * person wrote; each stands in the way of one made to explode.
 */
export interface MaskLimits {
  /** UTF-16 units of one mask's text. */
  readonly maskLength: number;
  /** UTF-16 units of one date format or token pattern. */
  readonly formatLength: number;
  readonly patternLength: number;
  /** Greatest count in `{id:int(4)}` and in a token's `{2,5}`. */
  readonly repeat: number;
  /** Distinct `\p{…}` of all tokens. */
  readonly properties: number;
  /** `**` segments of one mask. */
  readonly deepWildcards: number;
  /** States and edges of one mask's automaton over characters. */
  readonly states: number;
  readonly edges: number;
  /** Edges of one mask's automaton over bytes. */
  readonly byteEdges: number;
  /** Masks and excludes of one bucket. */
  readonly entries: number;
  /** States and edges of one bucket's automaton over bytes, before it is made deterministic. */
  readonly totalStates: number;
  readonly totalEdges: number;
  /** Bytes of the deterministic table and its sets; when they are full they are cleared and built anew. */
  readonly tableBytes: number;
}

export const DEFAULT_LIMITS: MaskLimits = {
  maskLength: 4096,
  formatLength: 64,
  patternLength: 1024,
  repeat: 1024,
  properties: 8,
  deepWildcards: 32,
  states: 20_000,
  edges: 100_000,
  byteEdges: 200_000,
  entries: 4096,
  totalStates: 1_000_000,
  totalEdges: 4_000_000,
  tableBytes: 64 * 1024 * 1024,
};

/** Thrown inside this room when a limit is passed; `name` is the limit's. It becomes a `mask/too-large` problem. */
export class LimitPassed extends Error {
  readonly limit: keyof MaskLimits;
  readonly bound: number;

  constructor(limit: keyof MaskLimits, bound: number) {
    super(`${limit} > ${bound}`);
    this.name = 'LimitPassed';
    this.limit = limit;
    this.bound = bound;
  }
}
