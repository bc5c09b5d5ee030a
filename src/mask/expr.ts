import type { CharSet } from './char-set.ts';
import type { Format } from './format.ts';
import { LimitPassed, type MaskLimits } from './limits.ts';

/** A regular expression over code points: what every element of a mask comes down to. */
export type Expr =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'chars'; readonly set: CharSet }
  | { readonly kind: 'sequence'; readonly parts: readonly Expr[] }
  | { readonly kind: 'choice'; readonly options: readonly Expr[] }
  | { readonly kind: 'repeat'; readonly part: Expr; readonly min: number; readonly max: number }
  | { readonly kind: 'formats'; readonly formats: readonly Format[] };

export const text = (value: string): Expr => ({ kind: 'text', text: value });
export const chars = (set: CharSet): Expr => ({ kind: 'chars', set });
export const sequence = (...parts: readonly Expr[]): Expr => ({ kind: 'sequence', parts });
export const choice = (...options: readonly Expr[]): Expr => ({ kind: 'choice', options });
export const repeat = (part: Expr, min: number, max: number): Expr => ({
  kind: 'repeat',
  part,
  min,
  max,
});

/** An upper bound of the states that an expression needs, without building one. Throws `LimitPassed` once past `states`. */
export function checkSize(expr: Expr, limits: MaskLimits): number {
  const size = sizeOf(expr, limits);
  if (size > limits.states) throw new LimitPassed('states', limits.states);
  return size;
}

function sizeOf(expr: Expr, limits: MaskLimits): number {
  switch (expr.kind) {
    case 'text':
      return expr.text.length;
    case 'chars':
      return 1;
    case 'sequence':
      return expr.parts.reduce((sum, part) => sum + checkSize(part, limits), 1);
    case 'choice':
      return expr.options.reduce((sum, option) => sum + checkSize(option, limits), 1);
    case 'repeat':
      return (
        checkSize(expr.part, limits) *
          (expr.max === Number.POSITIVE_INFINITY ? expr.min + 1 : expr.max) +
        1
      );
    case 'formats':
      return expr.formats.reduce((sum, format) => sum + format.width, 0);
  }
}

/** Least and greatest number of characters a match has; the greatest may be infinite. */
export function widthOf(expr: Expr): { readonly min: number; readonly max: number } {
  switch (expr.kind) {
    case 'text': {
      const width = Array.from(expr.text).length;
      return { min: width, max: width };
    }
    case 'chars':
      return { min: 1, max: 1 };
    case 'sequence': {
      const widths = expr.parts.map(widthOf);
      return {
        min: widths.reduce((sum, width) => sum + width.min, 0),
        max: widths.reduce((sum, width) => sum + width.max, 0),
      };
    }
    case 'choice': {
      const widths = expr.options.map(widthOf);
      return {
        min: Math.min(...widths.map((width) => width.min)),
        max: Math.max(...widths.map((width) => width.max)),
      };
    }
    case 'repeat': {
      const width = widthOf(expr.part);
      // 0 times infinity is no number: nothing repeated for ever is still nothing.
      return { min: width.min * expr.min, max: width.max === 0 ? 0 : width.max * expr.max };
    }
    case 'formats': {
      const widths = expr.formats.map((format) => format.width);
      return { min: Math.min(...widths), max: Math.max(...widths) };
    }
  }
}
