import { UserError } from '../../catalogue/index.ts';
import { confirmQuestion } from '../../report/index.ts';
import type { Io } from '../io.ts';

const MAX_ANSWER = 100;

/**
 * Asks for the number of objects that are about to be deleted: by `--confirm`, or on a terminal. `resumed` is the number that
 * an interrupted run was allowed, of which these are the rest. Throws `datagalaxy/confirm-needed` and `…-mismatch`.
 */
export async function confirmDeletion(
  io: Io,
  given: number | undefined,
  count: number,
  resumed: number | undefined,
): Promise<void> {
  if (given === count || (given !== undefined && given === resumed)) return;
  if (given !== undefined) throw mismatch(count, String(given));
  if (!io.stderr.isTerminal || (io.env['CI'] ?? '') !== '') {
    throw new UserError('datagalaxy/confirm-needed', { count });
  }
  await io.stderr.write(confirmQuestion(count));
  const answer = await firstLine(io.stdin);
  if (answer.trim() !== String(count)) throw mismatch(count, answer.trim());
}

const mismatch = (count: number, given: string): UserError =>
  new UserError('datagalaxy/confirm-mismatch', { count, given });

async function firstLine(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) {
    text += Buffer.from(chunk).toString('utf8');
    if (text.includes('\n') || text.length > MAX_ANSWER) break;
  }
  return text.split('\n')[0] ?? '';
}
