import type { Command } from 'commander';
import type { Io } from './io.ts';

/** What a command gets: the words after its name, its options (global ones among them), and the world. */
export interface Invocation {
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly io: Io;
  /** Runs another command line, for a command that shows others at work. */
  readonly again: (argv: readonly string[], io: Io) => Promise<number>;
}

/** A command's module. It is loaded only when the command is the one that runs, or for its `--help`. */
export interface CommandModule {
  /** Adds operands, options and examples. */
  configure(command: Command): void;
  /** Does the work and tells the exit code (SPEC 4.2). Throws a `UserError` for what the user can mend. */
  run(invocation: Invocation): Promise<number>;
}

/** A line of the command table. Adding a command: a file in `commands/` and its line in `command-table.ts`. */
export interface CommandEntry {
  /** One word, or two for a command of a group (`masks test`). */
  readonly name: string;
  /** One line for the overview. */
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}

export const EXIT = {
  ok: 0,
  findings: 1,
  usage: 2,
  source: 3,
  state: 4,
  bug: 70,
} as const;
