/** Where text goes. `write` resolves when more may be written; text for a closed pipe is dropped in silence. */
export interface Output {
  write(text: string): Promise<void>;
  /** Whether the reader has closed the pipe: what would still be written is for nobody. */
  isClosed(): boolean;
  readonly isTerminal: boolean;
  readonly columns: number;
}

/** The world of one run. The only way from a command to the outside, so that a test can be the outside. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  /** Milliseconds from any origin. */
  readonly now: () => number;
}
