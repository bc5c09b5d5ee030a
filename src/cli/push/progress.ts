import yoctoSpinner from 'yocto-spinner';
import type { PushProgress } from '../../catalogue/index.ts';
import { pushProgressText } from '../../report/index.ts';
import type { Io } from '../io.ts';

/** Milliseconds between two updates of the line. */
const EVERY = 100;

/** A line on a terminal that says how far a push is; nothing anywhere else. `done` before anything else is written. */
export function pushProgress(io: Io): {
  readonly show: (progress: PushProgress) => void;
  readonly done: () => void;
} {
  const isQuiet = (io.env['CI'] ?? '') !== '' || io.env['TERM'] === 'dumb';
  if (!io.stderr.isTerminal || isQuiet) return { show: () => {}, done: () => {} };
  let spinner: ReturnType<typeof yoctoSpinner> | undefined;
  let shown = Number.NEGATIVE_INFINITY;
  return {
    show(progress) {
      const now = io.now();
      if (now - shown < EVERY) return;
      shown = now;
      spinner ??= yoctoSpinner({ text: '' }).start();
      spinner.text = pushProgressText(progress);
    },
    done() {
      spinner?.stop();
      spinner = undefined;
    },
  };
}
