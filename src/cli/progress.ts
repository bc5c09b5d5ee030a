import yoctoSpinner from 'yocto-spinner';
import type { Progress } from '../extract/index.ts';
import type { Io } from './io.ts';

/** A line on a terminal that says how far a run is; nothing anywhere else. */
export interface ProgressLine {
  show(progress: Progress): void;
  done(): void;
}

const SILENT: ProgressLine = { show: () => {}, done: () => {} };

/** Milliseconds between two updates of the line. */
const EVERY = 100;

export function progressLine(io: Io): ProgressLine {
  if (!io.stderr.isTerminal || (io.env['CI'] ?? '') !== '') return SILENT;
  const spinner = yoctoSpinner({ text: 'Connecting…' }).start();
  const started = io.now();
  let shown = Number.NEGATIVE_INFINITY;
  return {
    show(progress) {
      const now = io.now();
      if (now - shown < EVERY) return;
      shown = now;
      spinner.text = progressText(progress, (now - started) / 1_000);
    },
    done() {
      spinner.stop();
    },
  };
}

/** One line: `Listing  1,203,000 objects  1,203 requests  81,000/s`. */
export function progressText(progress: Progress, seconds: number): string {
  const number = (value: number): string => Math.round(value).toLocaleString('en-US');
  const parts =
    progress.stage === 'listing'
      ? [
          `Listing  ${number(progress.objectsListed)} objects`,
          `${number(progress.requests)} requests`,
          `${number(progress.objectsListed / Math.max(seconds, 0.001))}/s`,
        ]
      : [
          `Reading  ${number(progress.filesRead)} of ${number(progress.files)} files`,
          `${number(progress.requests)} requests`,
        ];
  return parts.join('  ');
}
