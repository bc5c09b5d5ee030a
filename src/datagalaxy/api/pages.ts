import { UserError } from '../../catalogue/index.ts';
import type { Api } from './api.ts';

type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An answer that is not of the documented form. */
export function malformed(api: Api, reason: string): UserError {
  return new UserError('datagalaxy/malformed-answer', { host: api.host, reason });
}

/** Pages of a list are bounded by this, so that a server that counts wrongly cannot keep us for ever. */
const MAX_PAGES = 1_000_000;

/**
 * The results of a list, page by page. `next_page` is a full URL; only its query is used, so that the token goes nowhere but
 * to the configured host. Throws `datagalaxy/list-changed` when fewer results came than were announced.
 */
export async function* pagesOf(
  api: Api,
  path: string,
  parameters: Readonly<Record<string, string>>,
): AsyncGenerator<readonly Fields[], void, undefined> {
  let query = new URLSearchParams({ ...parameters, limit: String(api.limits.pageSize), page: '1' });
  const asked = new Set<string>();
  let seen = 0;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const answer = await api.get(path, query);
    if (!isFields(answer) || !Array.isArray(answer['results'])) throw malformed(api, 'no-results');
    const results: readonly unknown[] = answer['results'];
    if (!results.every(isFields)) throw malformed(api, 'bad-result');
    seen += results.length;
    yield results;
    const next = answer['next_page'];
    if (next === null || next === undefined) {
      const total = answer['total'];
      if (typeof total === 'number' && seen < total) {
        throw new UserError('datagalaxy/list-changed', { list: path, seen, total });
      }
      return;
    }
    if (typeof next !== 'string' || !URL.canParse(next)) throw malformed(api, 'bad-next-page');
    asked.add(query.toString());
    query = new URL(next).searchParams;
    if (asked.has(query.toString())) throw malformed(api, 'repeated-page');
  }
  throw malformed(api, 'too-many-pages');
}
