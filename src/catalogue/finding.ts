import type { ChangeCause } from './change.ts';
import type { RuleId } from './rule-ids.ts';

/** `off` findings are never made. */
export type Level = 'error' | 'warn' | 'info' | 'off';

/** A place in a file of the repository; line and column count from 1, column in UTF-16 units. */
export interface Location {
  /** Relative to the working directory, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Length in UTF-16 units of the marked text on that line; 1 when only the place is known. */
  readonly length?: number;
}

/** What a finding is about. Part of its fingerprint, so it holds nothing volatile. */
export interface Subject {
  readonly bucket?: string;
  readonly path?: string;
  readonly field?: string;
  /** For `config/*`: the path in the document, such as `buckets[0].auth`. */
  readonly key?: string;
}

/** Values a JSON report can hold. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** Facts that the words of a finding are made from; never words themselves. */
export type FindingArgs = { readonly [name: string]: Json | undefined };

/** Another place that takes part in a finding: the other mask, the first of two duplicates. */
export interface Related {
  readonly location?: Location;
  readonly args: FindingArgs;
}

/**
 * What a room saw, before the rules give it a level: facts only. `args` and `subject` make the fingerprint, `volatile`
 * facts (counts, example keys that change from day to day) do not.
 */
export interface Observation {
  readonly rule: RuleId;
  readonly subject: Subject;
  readonly args: FindingArgs;
  readonly volatile?: FindingArgs;
  readonly before?: Json;
  readonly after?: Json;
  readonly cause?: ChangeCause;
  readonly location?: Location;
  readonly related?: readonly Related[];
}

/** An observation with the level its rule gives it and its stable identity. */
export interface Finding extends Observation {
  readonly level: Exclude<Level, 'off'>;
  /** 16 hex digits of SHA-256 over rule, subject and args (SPEC 7). */
  readonly fingerprint: string;
}
