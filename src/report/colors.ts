import { createColors } from 'picocolors';

/** Styles as functions; all of them change nothing when colour is off. */
export type Colors = ReturnType<typeof createColors>;
export { createColors };
