import type { Level } from '../catalogue/index.ts';
import type { Colors } from './colors.ts';

/** A level in its colour, as wide as the widest. */
export function levelWord(level: Level, colors: Colors): string {
  const word = level.padEnd(5);
  switch (level) {
    case 'error':
      return colors.red(word);
    case 'warn':
      return colors.yellow(word);
    case 'info':
      return colors.blue(word);
    case 'off':
      return colors.dim(word);
  }
}
