import type { Change } from '../catalogue/index.ts';

/** A change whose cause is not yet known. */
export type Difference = Change extends infer C
  ? C extends Change
    ? Omit<C, 'cause'>
    : never
  : never;
