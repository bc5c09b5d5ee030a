import { type Context, createContext, Script } from 'node:vm';
import { OverBudget } from './format.ts';

const CALL = new Script('run()');
/** Made at the first use, which costs some milliseconds. */
let context: Context | undefined;

/**
 * Runs synchronous work of others that may loop on hostile bytes, and throws `OverBudget` when it takes longer than `milliseconds` of
 * wall time, which honest work of a bounded size does not by far.
 */
export function withTimeLimit<T>(milliseconds: number, run: () => T): T {
  context ??= createContext({});
  context['run'] = run;
  try {
    // The script returns what `run` does, so the type holds.
    return CALL.runInContext(context, { timeout: milliseconds }) as T;
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new OverBudget('time');
    throw error;
  } finally {
    context['run'] = undefined;
  }
}
