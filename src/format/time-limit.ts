import { type Context, createContext, Script } from 'node:vm';
import { OverBudget } from './format.ts';

const CALL = new Script('run()');
/** Made at the first use, which costs some milliseconds. */
let context: Context | undefined;

/**
 * Runs synchronous work of others that may loop on hostile bytes, and throws `OverBudget` when it takes longer than `milliseconds` of
 * CPU, which honest work of a bounded size does not by far. The watchdog knows wall time only: work that a busy machine kept waiting is
 * run again with twice the time, so that the answer does not depend on what else runs. `run` begins anew each time.
 */
export function withTimeLimit<T>(milliseconds: number, run: () => T): T {
  context ??= createContext({});
  context['run'] = run;
  try {
    for (let timeout = milliseconds; ; timeout *= 2) {
      const before = process.cpuUsage();
      try {
        // The script returns what `run` does, so the type holds.
        return CALL.runInContext(context, { timeout }) as T;
      } catch (error) {
        const { code } = error as { readonly code?: unknown };
        if (code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
        const { user, system } = process.cpuUsage(before);
        if ((user + system) / 1000 >= milliseconds * CLOCK_SHARE) throw new OverBudget('time');
      }
    }
  } finally {
    context['run'] = undefined;
  }
}

/** The two clocks do not agree to the millisecond, and starting the watchdog takes some. */
const CLOCK_SHARE = 0.9;
