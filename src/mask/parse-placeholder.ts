import type { Placeholder } from './element.ts';
import { COMMON_FORMATS, parseFormat } from './format.ts';
import type { MaskLimits } from './limits.ts';
import { nearest } from './nearest.ts';
import { type Fault, faultAt, readSimple, readValue, typeAtStart } from './parse-value.ts';
import type { TokenTable } from './tokens.ts';
import { TYPES } from './value-type.ts';

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
        const { length } = mask.slice(i, i + 2);
        return {
          ...faultAt('mask/syntax', 'bad-escape', i, length),
          end: afterClose(mask, i, close),
        };
      }
      i += 1;
    } else if (char === '/') {
      return slashInside(mask, at, from, i, close);
    } else if ('{}*?'.includes(char)) {
      const reason = char === '}' ? 'unclosed-brace' : 'unescaped-in-braces';
      const end = char === '}' ? i + 1 : afterClose(mask, i, close);
      return { ...faultAt('mask/syntax', reason, i, 1, { char }), end };
    }
  }
  return { ...faultAt('mask/syntax', 'unclosed-brace', at, mask.length - at), end: mask.length };
}

/** A placeholder stays within its segment: one with a slash in it is two or more in one, or its brace was never closed. */
function slashInside(mask: string, at: number, from: number, slash: number, close: string) {
  const end = /[{}]/.exec(mask.slice(slash));
  const last = slash + (end?.index ?? 0);
  if (!mask.startsWith(close, last)) {
    return { ...faultAt('mask/syntax', 'unclosed-brace', at, slash - at), end: slash };
  }
  const [open, parts] = [mask.slice(at, from), mask.slice(from, last).split('/')];
  const areFormats = parts.every((part) => parseFormat(part) !== undefined);
  const suggestion = areFormats
    ? parts.map((part) => `${open}${part}${close}`).join('/')
    : undefined;
  return {
    ...faultAt('mask/syntax', 'slash-in-braces', slash, 1, { nearest: suggestion }),
    end: last + close.length,
  };
}

/** Where a placeholder with a mistake in it ends, so that its braces are not more mistakes. */
function afterClose(mask: string, from: number, close: string): number {
  const found = mask.indexOf(close, from);
  const slash = mask.indexOf('/', from);
  if (found < 0 || (slash >= 0 && slash < found)) return from + 1;
  return found + /^\}*/.exec(mask.slice(found))![0].length;
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
    const args = { token: body, nearest: meantBy(body, tokens) };
    return faultAt('mask/unknown-token', 'unknown-token', at, body.length, args);
  }
  const name = body.slice(0, colon);
  if (!NAME.test(name)) {
    return faultAt('mask/syntax', 'bad-name', at, name.length, { token: name });
  }
  const read = readValue(body.slice(colon + 1), at + colon + 1, tokens, limits);
  if ('fault' in read) return read;
  return { placeholder: { kind: 'placeholder', name, value: read.value, separates } };
}

const NAME = /^[\p{L}\p{N}_.-]*$/u;

/** What a body without a colon was meant to be: a format, a run of `z` or a token, a type without its colon, or a name without its type. */
function meantBy(body: string, tokens: TokenTable): string | undefined {
  if (typeAtStart(body) !== undefined || body.includes('|')) return `:${body}`;
  const alone = nearest(body, [...COMMON_FORMATS, 'zz', ...tokens.names]);
  if (alone !== undefined) return alone;
  const type = nearest(body, Object.keys(TYPES));
  if (type !== undefined) return `:${type}`;
  return NAME.test(body) && /\p{L}/u.test(body) ? `${body}:string` : undefined;
}
