import { UserError } from '../catalogue/index.ts';
import type { Io, Output } from './io.ts';

/** The process as an `Io`. Called once, by the bin. */
export function processIo(): Io {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // `once`: a second Ctrl-C ends the process at once, as the system does.
    process.once(signal, () => interrupt.abort());
  }
  // The SDK warns on Node 20 about its own versions of 2027. The one we pin works, and a user can do nothing about it.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  return {
    cwd: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    signal: interrupt.signal,
    now: () => performance.now(),
  };
}

/**
 * A reader that closes the pipe (`| head`) is no failure of ours: what is written afterwards goes nowhere. Any other failure,
 * a full disk above all, is told.
 */
function output(stream: NodeJS.WriteStream): Output {
  // Without a listener the stream would throw the error that its callback already reports.
  stream.on('error', () => {});
  let closed = false;
  return {
    isClosed: () => closed,
    isTerminal: stream.isTTY === true,
    columns: stream.columns ?? 100,
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          const code = (error as NodeJS.ErrnoException | null | undefined)?.code;
          closed ||= code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';
          if (code === undefined || closed) resolve();
          else reject(new UserError('usage/write-failed', { file: 'the output', reason: code }));
        });
      }),
  };
}
