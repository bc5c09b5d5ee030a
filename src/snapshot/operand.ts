import { UserError } from '../catalogue/index.ts';

/** What `diff` compares (SPEC 4). */
export type Operand =
  | { readonly kind: 'live' }
  | { readonly kind: 'file'; readonly path: string }
  /** Without `path`: where the configuration keeps its snapshot. */
  | { readonly kind: 'git'; readonly ref: string; readonly path?: string };

/**
 * Reads `live`, `git:REF`, `git:REF:PATH` or a file name (`./live` for a file of that name). A git ref holds no colon, so
 * the first one ends it. Throws `usage/git` for a ref that could be an option or is none.
 */
export function parseOperand(text: string): Operand {
  if (text === 'live') return { kind: 'live' };
  if (!text.startsWith('git:')) return { kind: 'file', path: text };
  const rest = text.slice('git:'.length);
  const colon = rest.indexOf(':');
  const ref = colon === -1 ? rest : rest.slice(0, colon);
  if (ref === '' || ref.startsWith('-') || /[\p{Cc}\s]/u.test(ref)) {
    throw new UserError('usage/git', { reason: 'bad-ref', ref });
  }
  return colon === -1 || colon === rest.length - 1
    ? { kind: 'git', ref }
    : { kind: 'git', ref, path: rest.slice(colon + 1) };
}
