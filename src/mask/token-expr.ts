import { type AST, RegExpParser, RegExpSyntaxError } from '@eslint-community/regexpp';
import { type CharSet, charSet, complement, DIGIT, singleChar, union } from './char-set.ts';
import { chars, checkSize, choice, type Expr, repeat, sequence } from './expr.ts';
import { LimitPassed, type MaskLimits } from './limits.ts';
import { badPlace, ECMA_VERSION } from './pattern-place.ts';

/** Why a pattern is refused, and where in it. */
export interface PatternFault {
  readonly rule: 'mask/syntax' | 'mask/too-large';
  readonly reason: string;
  readonly offset: number;
  readonly length: number;
  readonly limit?: number;
  readonly detail?: string;
}

class Refused extends Error {
  readonly fault: PatternFault;
  constructor(
    reason: string,
    node: { readonly start: number; readonly end: number },
    limit?: number,
  ) {
    super(reason);
    const place = { offset: node.start, length: node.end - node.start };
    this.fault =
      limit === undefined
        ? { rule: 'mask/syntax', reason, ...place }
        : { rule: 'mask/too-large', reason, ...place, limit };
  }
}

const SPACES = charSet([
  [0x9, 0xd],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
]);
const WORD = union(
  DIGIT,
  charSet([
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ]),
);
const LINE_ENDS = charSet([
  [0xa, 0xa],
  [0xd, 0xd],
  [0x2028, 0x2029],
]);

/** What the patterns of one configuration share: the bounds, and the `\\p{…}` sets made so far. */
export interface PatternContext {
  readonly limits: MaskLimits;
  readonly properties: Map<string, CharSet>;
}

/**
 * Reads the pattern of a token as ECMAScript does under the `u` flag: `.` is any character but a line end, `\d` and `\w` are ASCII.
 * Refuses look-around, back-references, anchors, lazy quantifiers, and counts or sizes past the limits. O(length), but for
 * `\p{…}`, which scans all code points once.
 */
export function tokenExpr(
  pattern: string,
  context: PatternContext,
): { readonly expr: Expr } | { readonly fault: PatternFault } {
  const { limits } = context;
  const whole = { start: 0, end: pattern.length };
  try {
    if (pattern.length > limits.patternLength) {
      throw new Refused('patternLength', whole, limits.patternLength);
    }
    const ast = new RegExpParser({ ecmaVersion: ECMA_VERSION }).parsePattern(
      pattern,
      0,
      pattern.length,
      {
        unicode: true,
      },
    );
    const expr = alternatives(ast.alternatives, context);
    checkSize(expr, limits);
    return { expr };
  } catch (error) {
    if (error instanceof Refused) return { fault: error.fault };
    if (error instanceof LimitPassed) {
      return { fault: new Refused(error.limit, whole, error.bound).fault };
    }
    if (error instanceof RegExpSyntaxError) {
      const { start, end } = badPlace(pattern);
      const place = { offset: start, length: end - start };
      const detail = error.message.replace(/^Invalid regular expression: .*\/\w*: /s, '');
      return { fault: { rule: 'mask/syntax', reason: 'bad-pattern', ...place, detail } };
    }
    throw error;
  }
}

function alternatives(list: readonly AST.Alternative[], context: PatternContext): Expr {
  const options = list.map((alternative) =>
    sequence(...alternative.elements.map((element) => elementExpr(element, context))),
  );
  return options.length === 1 ? options[0]! : choice(...options);
}

function elementExpr(node: AST.Element, context: PatternContext): Expr {
  switch (node.type) {
    case 'Character':
      return chars(charSet([[node.value, node.value]]));
    case 'CharacterSet':
      return chars(escapedSet(node, context));
    case 'CharacterClass':
      return chars(classSet(node, context));
    case 'CapturingGroup':
      return alternatives(node.alternatives, context);
    case 'Group':
      if (node.modifiers !== null) throw new Refused('modifiers', node.modifiers);
      return alternatives(node.alternatives, context);
    case 'Quantifier': {
      if (!node.greedy) throw new Refused('lazy-quantifier', node);
      const counts = [node.min, node.max].filter(Number.isFinite);
      if (counts.some((count) => count > context.limits.repeat)) {
        throw new Refused('repeat', node, context.limits.repeat);
      }
      return repeat(elementExpr(node.element, context), node.min, node.max);
    }
    case 'Backreference':
      throw new Refused('back-reference', node);
    case 'Assertion':
      throw new Refused(
        node.kind === 'lookahead' || node.kind === 'lookbehind' ? 'look-around' : 'anchor',
        node,
      );
    case 'ExpressionCharacterClass':
      throw new Refused('class-expression', node);
  }
}

function classSet(node: AST.CharacterClass, context: PatternContext): CharSet {
  const sets = node.elements.map((element): CharSet => {
    switch (element.type) {
      case 'Character':
        return singleChar(element.value);
      case 'CharacterClassRange':
        return charSet([[element.min.value, element.max.value]]);
      case 'CharacterSet':
        return escapedSet(element, context);
      default:
        throw new Refused('class-expression', element);
    }
  });
  return node.negate ? complement(union(...sets)) : union(...sets);
}

function escapedSet(node: AST.CharacterSet, context: PatternContext): CharSet {
  switch (node.kind) {
    case 'any':
      return complement(LINE_ENDS);
    case 'digit':
      return node.negate ? complement(DIGIT) : DIGIT;
    case 'space':
      return node.negate ? complement(SPACES) : SPACES;
    case 'word':
      return node.negate ? complement(WORD) : WORD;
    case 'property':
      if (!context.properties.has(node.raw)) {
        if (context.properties.size >= context.limits.properties) {
          throw new Refused('properties', node, context.limits.properties);
        }
        context.properties.set(node.raw, propertySet(node.raw));
      }
      return context.properties.get(node.raw)!;
  }
}

/** Divides every border: of surrogates, and of characters of one and of two units. */
const CHUNK = 0x800;

/**
 * The code points of `\p{…}` or `\P{…}`. The engine has the tables: it is asked for the runs in texts of all characters in order.
 * O(code points).
 */
function propertySet(raw: string): CharSet {
  const runs = new RegExp(`(?:${raw})+`, 'gu');
  const ranges: (readonly [number, number])[] = [];
  for (let base = 0; base <= 0x10ffff; base += CHUNK) {
    if (base >= 0xd800 && base <= 0xdfff) continue;
    const chars = Array.from({ length: CHUNK }, (_, i) => base + i);
    const units = base < 0x10000 ? 1 : 2;
    for (const { 0: run, index } of String.fromCodePoint(...chars).matchAll(runs)) {
      const from = base + index / units;
      ranges.push([from, from + run.length / units - 1]);
    }
  }
  return charSet(ranges);
}
