import {
  ALNUM,
  ALPHA,
  type CharSet,
  charsOf,
  DIGIT,
  HEX,
  LOWER,
  NOT_SLASH,
  UPPER,
} from './char-set.ts';
import { chars, choice, type Expr, repeat, sequence, text, widthOf } from './expr.ts';
import { type Format, parseFormat } from './format.ts';

/** Characters allowed in `{id:int(4)}`, `{code:alnum(2,5)}`. `max` is absent in the first form. */
export interface Length {
  readonly min: number;
  readonly max?: number;
}

const formats = (texts: readonly string[]): readonly Format[] =>
  texts.map((format) => parseFormat(format)!);

const DATE_FORMATS = ['YYYYMMDD', 'YYYY-MM-DD', 'YYMMDD', 'YY-MM-DD'];
const TIME_FORMATS = ['HHmm', 'HH:mm', 'HHmmss', 'HH:mm:ss'];
const TIMESTAMP_FORMATS = DATE_FORMATS.flatMap((date) =>
  ['', 'T', '-', '_'].flatMap((join) => TIME_FORMATS.map((time) => date + join + time)),
);

/** What a type matches: a run of one set of characters, a list of formats in order of preference, or some expression. */
type Shape =
  | { readonly kind: 'run'; readonly set: CharSet }
  | { readonly kind: 'formats'; readonly formats: readonly Format[] }
  | { readonly kind: 'choice'; readonly options: readonly Expr[] }
  | { readonly kind: 'number' };

const hex = (count: number): Expr => repeat(chars(HEX), count, count);
const anyCase = (word: string): Expr =>
  sequence(...Array.from(word, (char) => chars(charsOf(char + char.toUpperCase()))));
const lower2 = repeat(chars(LOWER), 2, 2);

/** Every type of SPEC 3.3. Adding one is one line here. */
export const TYPES = {
  string: { kind: 'run', set: NOT_SLASH },
  int: { kind: 'run', set: DIGIT },
  number: { kind: 'number' },
  hex: { kind: 'run', set: HEX },
  guid: {
    kind: 'choice',
    options: [
      hex(32),
      sequence(hex(8), ...[4, 4, 4, 12].flatMap((count) => [text('-'), hex(count)])),
    ],
  },
  alpha: { kind: 'run', set: ALPHA },
  alnum: { kind: 'run', set: ALNUM },
  date: { kind: 'formats', formats: formats(DATE_FORMATS) },
  time: { kind: 'formats', formats: formats(TIME_FORMATS) },
  timestamp: { kind: 'formats', formats: formats(TIMESTAMP_FORMATS) },
  boolean: { kind: 'choice', options: [anyCase('true'), anyCase('false')] },
  locale: {
    kind: 'choice',
    options: [lower2, sequence(lower2, chars(charsOf('-_')), repeat(chars(UPPER), 2, 2))],
  },
} as const satisfies Record<string, Shape>;
export type TypeName = keyof typeof TYPES;

export const isTypeName = (name: string): name is TypeName => Object.hasOwn(TYPES, name);

/** The expression of a type, its length in characters bounded; undefined where no value has such a length. */
export function typeExpr(name: TypeName, length?: Length): Expr | undefined {
  const min = length?.min ?? 1;
  const max = length === undefined ? Number.POSITIVE_INFINITY : (length.max ?? length.min);
  const shape: Shape = TYPES[name];
  switch (shape.kind) {
    case 'run':
      return repeat(chars(shape.set), min, max);
    case 'number':
      return numberExpr(min, max);
    case 'formats': {
      const fitting = shape.formats.filter((format) => format.width >= min && format.width <= max);
      return fitting.length === 0 ? undefined : { kind: 'formats', formats: fitting };
    }
    case 'choice': {
      const fitting = shape.options.filter((option) => {
        const width = widthOf(option);
        return width.min >= min && width.max <= max;
      });
      return fitting.length === 0 ? undefined : choice(...fitting);
    }
  }
}

/** Digits with an optional fraction, `min` to `max` characters in all. O(max) options where there is a length. */
function numberExpr(min: number, max: number): Expr {
  const digits = chars(DIGIT);
  if (max === Number.POSITIVE_INFINITY) {
    const fraction = sequence(text('.'), repeat(digits, 1, max));
    return sequence(repeat(digits, 1, max), repeat(fraction, 0, 1));
  }
  const options: Expr[] = [repeat(digits, min, max)];
  // `whole` digits, the point, and the rest: at least one digit on either side.
  for (let whole = 1; whole + 2 <= max; whole++) {
    const rest = repeat(digits, Math.max(1, min - whole - 1), max - whole - 1);
    options.push(sequence(repeat(digits, whole, whole), text('.'), rest));
  }
  return choice(...options);
}
