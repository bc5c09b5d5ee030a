import type { Element } from './element.ts';
import { DEFAULT_LIMITS, LimitPassed, type MaskLimits } from './limits.ts';
import { MaskTree } from './mask-tree.ts';
import type { Mask, MaskProblem } from './mask-types.ts';
import { readPlaceholder } from './parse-placeholder.ts';
import { faultAt } from './parse-value.ts';
import { NO_TOKENS, type TokenTable } from './tokens.ts';

/** A mask, or every problem in it in the order of their places. Exactly one of the two is there. */
export interface ParsedMask {
  readonly mask?: Mask;
  readonly problems: readonly MaskProblem[];
}

/** Reads a mask (SPEC 3.1 to 3.3). Collects all problems. O(length) and the size of the mask's automaton, both bounded. */
export function parseMask(
  text: string,
  tokens: TokenTable = NO_TOKENS,
  limits: MaskLimits = DEFAULT_LIMITS,
): ParsedMask {
  if (text.length > limits.maskLength) {
    const args = { limit: limits.maskLength, count: text.length };
    return { problems: [faultAt('mask/too-large', 'maskLength', 0, 1, args).fault] };
  }
  if (!text.startsWith('/')) {
    return { problems: [faultAt('mask/syntax', 'no-leading-slash', 0, 1).fault] };
  }
  if (text === '/') return { problems: [faultAt('mask/syntax', 'empty-mask', 0, 1).fault] };
  const { elements, problems } = readElements(text, tokens, limits);
  if (problems.length > 0) return { problems };
  try {
    const mask = new MaskTree(elements, limits);
    void mask.nfa;
    return { mask, problems: [] };
  } catch (error) {
    if (!(error instanceof LimitPassed)) throw error;
    const args = { limit: error.bound };
    return { problems: [faultAt('mask/too-large', error.limit, 0, text.length, args).fault] };
  }
}

interface ReadElements {
  readonly elements: readonly Element[];
  readonly problems: readonly MaskProblem[];
}

function readElements(text: string, tokens: TokenTable, limits: MaskLimits): ReadElements {
  const elements: Element[] = [];
  const problems: MaskProblem[] = [];
  let literal = '';
  let deep = 0;
  const flush = () => {
    if (literal !== '') elements.push({ kind: 'literal', text: literal });
    literal = '';
  };
  for (let at = 1; at < text.length; ) {
    const char = text[at]!;
    if (char === '\\') {
      const escaped = text[at + 1] ?? '';
      if (escaped !== '' && '{}*?\\'.includes(escaped)) literal += escaped;
      else problems.push(faultAt('mask/syntax', 'bad-escape', at, 1 + escaped.length).fault);
      at += 2;
    } else if (char === '{') {
      const read = readPlaceholder(text, at, tokens, limits);
      flush();
      if ('fault' in read) problems.push(read.fault);
      else elements.push(read.placeholder);
      at = read.end;
    } else if (char === '}') {
      problems.push(faultAt('mask/syntax', 'unmatched-brace', at, 1).fault);
      at += 1;
    } else if (char === '*' && text[at + 1] === '*') {
      const length = /^\*+/.exec(text.slice(at))![0].length;
      const last = at + length === text.length;
      const isSegment = length === 2 && text[at - 1] === '/' && (last || text[at + length] === '/');
      if (!isSegment) problems.push(faultAt('mask/syntax', 'double-wildcard', at, length).fault);
      deep += 1;
      if (deep === limits.deepWildcards + 1) {
        const args = { limit: limits.deepWildcards };
        problems.push(faultAt('mask/too-large', 'deepWildcards', at, length, args).fault);
      }
      flush();
      elements.push({ kind: 'segments', last });
      at += isSegment && !last ? length + 1 : length;
    } else if (char === '*' || char === '?') {
      flush();
      elements.push({ kind: char === '*' ? 'wildcard' : 'character' });
      at += 1;
    } else {
      const point = text.codePointAt(at)!;
      if (point >= 0xd800 && point <= 0xdfff) {
        problems.push(faultAt('mask/syntax', 'lone-surrogate', at, 1).fault);
      }
      const whole = String.fromCodePoint(point);
      literal += whole;
      at += whole.length;
    }
  }
  flush();
  return { elements, problems };
}
