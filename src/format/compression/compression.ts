/** What one attempt at a cut, compressed prefix gave. */
export interface Decompressed {
  /** At most `want` bytes; may be empty when not even one block is whole. */
  readonly bytes: Uint8Array;
  /** The compressed data ended and all of it is in `bytes`. */
  readonly ended: boolean;
}

/**
 * One compression. Adding one: a file with a `Compression`, and a line in `table.ts`. Heavy libraries are imported inside
 * `decompress`.
 */
export interface Compression {
  readonly id: string;
  /** File-name extensions without the dot, lower-case; stripped before a format's extension is looked at. */
  readonly extensions: readonly string[];
  /** Bytes that are decompressed at most, whatever is wanted, where more would take too long. */
  readonly most?: number;
  /** Whether the first bytes are certainly of this compression. */
  magic(bytes: Uint8Array): boolean;
  /**
   * Decompresses what it can of a prefix that may be cut anywhere, and stops at `want` bytes of output, so that a bomb costs
   * no more than an honest file. Throws `Undecodable` when the data is corrupt before that.
   */
  decompress(prefix: Uint8Array, want: number): Promise<Decompressed>;
}
