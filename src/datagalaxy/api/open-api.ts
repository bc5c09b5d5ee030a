import { UserError } from '../../catalogue/index.ts';
import type { DataGalaxyConfig } from '../../config/index.ts';
import { Api } from './api.ts';
import { type ApiLimits, DEFAULT_API_LIMITS } from './limits.ts';
import { type Pace, REAL_PACE } from './pace.ts';
import { openTransport } from './transport.ts';

export interface ApiContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly limits?: Partial<ApiLimits>;
  readonly pace?: Pace;
}

export interface OpenApi {
  readonly api: Api;
  readonly workspace: string;
  close(): void;
}

const LOOPBACK = /^(?:localhost|.*\.localhost|\[::1\]|127(?:\.\d{1,3}){3})$/;

/**
 * The API of a configuration; no request yet. Throws `datagalaxy/not-configured`, and `datagalaxy/insecure-url` rather than
 * send a token in the clear.
 */
export async function openApi(config: DataGalaxyConfig, context: ApiContext): Promise<OpenApi> {
  const { url: text = '', token = '', workspace = '' } = config;
  const missing = Object.entries({ url: text, token, workspace })
    .filter(([, value]) => value === '')
    .map(([name]) => name);
  if (missing.length > 0) throw new UserError('datagalaxy/not-configured', { missing });
  // What would end the header, or is none: a token pasted with its line break.
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new UserError('datagalaxy/bad-token', { reason: 'form' });
  if (!URL.canParse(text)) throw new UserError('datagalaxy/wrong-url', {});
  const url = new URL(text);
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    throw new UserError('datagalaxy/insecure-url', { host: url.hostname });
  }
  const { env, signal, limits, pace = REAL_PACE } = context;
  const transport = await openTransport({ url, caFile: config.caFile, env });
  const api = new Api({
    url,
    token,
    transport,
    limits: { ...DEFAULT_API_LIMITS, ...limits },
    pace,
    requestsPerSecond: config.requestsPerSecond,
    signal,
  });
  return { api, workspace, close: () => transport.close() };
}
