import type { CharSet } from './char-set.ts';
import type { Expr } from './expr.ts';
import { encode } from './utf8-ranges.ts';

/** A set of bytes: `set[byte]` is 1 or 0. */
export type Bytes = Uint8Array;

const encoder = new TextEncoder();

/** Least and greatest number of bytes a match has. */
export function byteWidth(expr: Expr): { readonly min: number; readonly max: number } {
  switch (expr.kind) {
    case 'text': {
      const width = encoder.encode(expr.text).length;
      return { min: width, max: width };
    }
    case 'chars':
      return expr.set.length === 0
        ? { min: 0, max: 0 }
        : { min: encode(expr.set[0]!).length, max: encode(expr.set.at(-1)!).length };
    case 'sequence': {
      const widths = expr.parts.map(byteWidth);
      return {
        min: widths.reduce((sum, width) => sum + width.min, 0),
        max: widths.reduce((sum, width) => sum + width.max, 0),
      };
    }
    case 'choice': {
      const widths = expr.options.map(byteWidth);
      return {
        min: Math.min(...widths.map((width) => width.min)),
        max: Math.max(...widths.map((width) => width.max)),
      };
    }
    case 'repeat': {
      const width = byteWidth(expr.part);
      return { min: width.min * expr.min, max: width.max === 0 ? 0 : width.max * expr.max };
    }
    case 'formats': {
      const widths = expr.formats.map((format) => format.width);
      return { min: Math.min(...widths), max: Math.max(...widths) };
    }
  }
}

/** Adds the bytes of a set's characters; all bytes beyond ASCII where it has one there, which may be too many. */
function addChars(set: CharSet, into: Bytes): void {
  for (let i = 0; i < set.length; i += 2) {
    for (let byte = set[i]!; byte <= Math.min(set[i + 1]!, 0x7f); byte++) into[byte] = 1;
    if (set[i + 1]! > 0x7f) into.fill(1, 0x80);
  }
}

/** A set that holds every byte that can occur in a match. */
export function alphabet(expr: Expr, into: Bytes = new Uint8Array(256)): Bytes {
  switch (expr.kind) {
    case 'text':
      for (const byte of encoder.encode(expr.text)) into[byte] = 1;
      break;
    case 'chars':
      addChars(expr.set, into);
      break;
    case 'sequence':
      for (const part of expr.parts) alphabet(part, into);
      break;
    case 'choice':
      for (const option of expr.options) alphabet(option, into);
      break;
    case 'repeat':
      alphabet(expr.part, into);
      break;
    case 'formats':
      into.fill(1, 0x30, 0x3a);
      for (const format of expr.formats) {
        for (const byte of encoder.encode(format.text.replace(/[a-zA-SU-Z]/g, ''))) into[byte] = 1;
      }
  }
  return into;
}

/**
 * Adds to `into` a superset of the bytes that a match begins with (`side` first) or ends with (last), and says whether the
 * expression matches nothing at all too.
 */
export function edgeBytes(expr: Expr, side: 'first' | 'last', into: Bytes): boolean {
  switch (expr.kind) {
    case 'text': {
      const bytes = encoder.encode(expr.text);
      const byte = side === 'first' ? bytes[0] : bytes.at(-1);
      if (byte !== undefined) into[byte] = 1;
      return byte === undefined;
    }
    case 'chars':
      addChars(expr.set, into);
      return false;
    case 'sequence':
      return sequenceEdge(expr.parts, side, into);
    case 'choice': {
      const nullable = expr.options.map((option) => edgeBytes(option, side, into));
      return nullable.includes(true);
    }
    case 'repeat':
      return edgeBytes(expr.part, side, into) || expr.min === 0;
    case 'formats':
      into.fill(1, 0x30, 0x3a);
      return false;
  }
}

/** The same for expressions in a row. */
export function sequenceEdge(parts: readonly Expr[], side: 'first' | 'last', into: Bytes): boolean {
  const inOrder = side === 'first' ? parts : parts.toReversed();
  return inOrder.every((part) => edgeBytes(part, side, into));
}
