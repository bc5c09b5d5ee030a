import { depthOfPartition } from './date-partitions.ts';
import type { Cell, Part } from './row.ts';

/** What stands between two cells. */
export interface Link {
  /** The text within a segment; `/` where a segment ends between them. */
  readonly text: string;
  /** The name before the `=` that the cell follows, in small letters. */
  readonly partition: string | undefined;
  /** Where a segment ends between them: the word that the cell is joined to, in small letters, as in `…/h05`. */
  readonly word: string;
}

/** A cell and what stands before it. */
export type Linked = Link & { readonly cell: Cell; readonly at: number };

export function linkOf(parts: readonly Part[], from: number, to: number): Link {
  let text = '';
  for (let i = to - 1; i > from; i--) {
    const part = parts[i]!;
    // Another value between the two: they are not of one date.
    if (part.kind !== 'text') return { text: 'x', partition: partitionName(text), word: '' };
    text = part.text + text;
  }
  const slash = text.lastIndexOf('/');
  if (slash < 0) return { text, partition: partitionName(text), word: '' };
  const word = lastWord(text.slice(slash)).toLowerCase();
  return { text: '/', partition: partitionName(text), word };
}

/** The letters at the end of a text. */
export const lastWord = (text: string): string => /[\p{L}\p{M}]*$/u.exec(text)![0];

/** `month` of `…/month=`. */
const partitionName = (text: string): string | undefined =>
  /(?:^|\/)([^/=]+)=$/.exec(text)?.[1]?.toLowerCase();

/** The next cell, where only text of this segment, a slash, or a partition's name stands before it. */
export function nextOf(parts: readonly Part[], at: number): Linked | undefined {
  for (let i = at + 1; i < parts.length; i++) {
    const cell = parts[i]!;
    if (cell.kind === 'text') continue;
    return { cell, at: i, ...linkOf(parts, at, i) };
  }
  return undefined;
}

/** The text before a part, back to the cell before it. */
export function textBefore(parts: readonly Part[], at: number): string {
  let text = '';
  for (let i = at - 1; i >= 0; i--) {
    const part = parts[i]!;
    if (part.kind !== 'text') break;
    text = part.text + text;
  }
  return text;
}

const JOINTS = new Set(['', '-', '_', '.', ':', ' ', 'T']);
/** What may stand between two letters of one format. */
export const isJoint = ({ text }: Link): boolean => JOINTS.has(text);
/** Whether a part of a date, which lies so deep, may stand there: a word before it names that part. */
export const isNear = (link: Link, depth: number): boolean =>
  isJoint(link) || (link.text === '/' && isNamed(link, depth));
/** `2024/T01` is no month, and `2024/m01` is one. */
export const isNamed = ({ word }: Link, depth: number): boolean =>
  word === '' || depthOfPartition(word) === depth;

export const within = (cell: Cell, from: number, to: number): boolean =>
  cell.min >= from && cell.max <= to;

/** Digits of one width. */
export const hasWidth = (cell: Cell, width: number): boolean =>
  cell.kind === 'digits' && cell.minLength === width && cell.maxLength === width;
