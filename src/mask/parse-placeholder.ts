import type { Placeholder } from './element.ts';
import { COMMON_FORMATS } from './format.ts';
import type { MaskLimits } from './limits.ts';
import { type Fault, faultAt, readSimple, readValue } from './parse-value.ts';
import { nearest, type TokenTable } from './tokens.ts';
import { isTypeName, TYPES } from './value-type.ts';

/** A placeholder, or what is wrong with it; `end` is where the mask goes on, either way. */
export type ReadPlaceholder = (
  | { readonly placeholder: Placeholder }
  | { readonly fault: Fault }
) & { readonly end: number };

/** Reads the placeholder whose `{` stands at `at`. O(length). */
export function readPlaceholder(
  mask: string,
  at: number,
  tokens: TokenTable,
  limits: MaskLimits,
): ReadPlaceholder {
  const separates = mask[at + 1] === '{';
  const from = at + (separates ? 2 : 1);
  const close = separates ? '}}' : '}';
  for (let i = from; i < mask.length; i++) {
    const char = mask[i]!;
    if (mask.startsWith(close, i)) {
      return {
        ...readBody(mask.slice(from, i), from, separates, tokens, limits),
        end: i + close.length,
      };
    }
    if (char === '\\') {
      if (!'{}*?\\|'.includes(mask[i + 1] ?? '/')) {
        return { ...faultAt('mask/syntax', 'bad-escape', i, 2), end: afterClose(mask, i, close) };
      }
      i += 1;
    } else if (char === '/') {
      // A placeholder stays within its segment: most likely its brace was never closed.
      return { ...faultAt('mask/syntax', 'unclosed-brace', at, i - at), end: i };
    } else if ('{}*?'.includes(char)) {
      const reason = char === '}' ? 'unclosed-brace' : 'unescaped-in-braces';
      const end = char === '}' ? i + 1 : afterClose(mask, i, close);
      return { ...faultAt('mask/syntax', reason, i, 1, { char }), end };
    }
  }
  return { ...faultAt('mask/syntax', 'unclosed-brace', at, mask.length - at), end: mask.length };
}

/** Where a placeholder with a mistake in it ends, so that its brace is not a second mistake. */
function afterClose(mask: string, from: number, close: string): number {
  const found = mask.indexOf(close, from);
  const slash = mask.indexOf('/', from);
  const ends = found >= 0 && (slash < 0 || found < slash);
  return ends ? found + close.length : from + 1;
}

function readBody(
  body: string,
  at: number,
  separates: boolean,
  tokens: TokenTable,
  limits: MaskLimits,
): { readonly placeholder: Placeholder } | { readonly fault: Fault } {
  if (body === '') return faultAt('mask/syntax', 'empty-placeholder', at - 1, 2);
  // A body that reads as a format is one: `{HH:mm}` is a time, not `mm` named `HH`.
  const alone = readSimple(body, at, tokens, limits);
  if (alone !== undefined) {
    if ('fault' in alone) return alone;
    return { placeholder: { kind: 'placeholder', value: alone.value, separates } };
  }
  const colon = body.indexOf(':');
  if (colon < 0) {
    const known = [...COMMON_FORMATS, 'zz', ...tokens.names];
    const suggestion =
      isTypeName(body) || body.includes('|')
        ? `:${body}`
        : (nearest(body, known) ?? nearestType(body));
    const args = { token: body, nearest: suggestion };
    return faultAt('mask/unknown-token', 'unknown-token', at, body.length, args);
  }
  const name = body.slice(0, colon);
  if (!/^[\p{L}\p{N}_.-]*$/u.test(name)) {
    return faultAt('mask/syntax', 'bad-name', at, name.length, { token: name });
  }
  const read = readValue(body.slice(colon + 1), at + colon + 1, tokens, limits);
  if ('fault' in read) return read;
  return { placeholder: { kind: 'placeholder', name, value: read.value, separates } };
}

const nearestType = (word: string): string | undefined => {
  const type = nearest(word, Object.keys(TYPES));
  return type === undefined ? undefined : `:${type}`;
};
