import type { Readable } from 'node:stream';
import { MalformedAnswer } from './malformed.ts';

export interface Collected {
  readonly bytes: Buffer;
  /** The body ended by itself, so its connection can serve another request. */
  readonly ended: boolean;
}

/** Without a byte for so long, a body is given up. */
const IDLE_MS = 20_000;

/**
 * Takes bytes `[skip, skip + limit)` of a body; fewer when it ends before. A body that goes on is destroyed, as it is when the
 * time is up or the signal aborts. `timeoutMs` is for the whole body. A connection that breaks is `MalformedAnswer` `cut`.
 */
export async function collect(
  body: Readable,
  { skip, limit }: { readonly skip: number; readonly limit: number },
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Collected> {
  const expire = (): void => {
    body.destroy(Object.assign(new Error('the body took too long'), { name: 'TimeoutError' }));
  };
  const onAbort = (): void => {
    body.destroy(Object.assign(new Error('aborted'), { name: 'AbortError' }));
  };
  const whole = setTimeout(expire, timeoutMs);
  const idle = setTimeout(expire, Math.min(IDLE_MS, timeoutMs));
  signal.addEventListener('abort', onAbort, { once: true });
  const chunks: Buffer[] = [];
  let toSkip = skip;
  let room = limit;
  let ended = true;
  try {
    if (signal.aborted) onAbort();
    for await (const chunk of body as AsyncIterable<Buffer>) {
      idle.refresh();
      const wanted = chunk.subarray(toSkip, toSkip + room);
      toSkip = Math.max(0, toSkip - chunk.length);
      if (wanted.length > 0) chunks.push(wanted);
      room -= wanted.length;
      if (toSkip === 0 && room === 0 && wanted.length < chunk.length) {
        ended = false;
        break;
      }
    }
  } catch (error) {
    const { name } = error as Error;
    if (name === 'TimeoutError' || name === 'AbortError') throw error;
    throw new MalformedAnswer('cut');
  } finally {
    clearTimeout(whole);
    clearTimeout(idle);
    signal.removeEventListener('abort', onAbort);
    body.destroy();
  }
  return { bytes: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks), ended };
}
