export { DEFAULT_LIMITS, type MaskLimits } from './limits.ts';
export type {
  Capture,
  Mask,
  MaskEntryInput,
  MaskProblem,
  MaskSet,
  Matcher,
} from './mask-types.ts';
export { type ParsedMask, parseMask } from './parse-mask.ts';
export { escapeLiteral } from './print-mask.ts';
export {
  NO_TOKENS,
  type ParsedTokens,
  parseTokens,
  type TokenProblem,
  type TokenTable,
} from './tokens.ts';
