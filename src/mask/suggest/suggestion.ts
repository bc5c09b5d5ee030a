/** A mask for a family of keys. */
export interface Suggestion {
  /** It parses, and takes its own keys and no other key that was seen. */
  readonly mask: string;
  readonly count: number;
  /** One to three of its keys, the least first. UTF-8 without the leading `/`. */
  readonly examples: readonly string[];
}
