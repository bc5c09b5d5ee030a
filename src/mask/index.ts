export {
  type AnalysisOptions,
  analyseMasks,
  type MaskAnalysis,
  type MaskFinding,
} from './analyse.ts';
export { compareCodePoints } from './byte-order.ts';
export { directoryMasks } from './directory-masks.ts';
export { type EntryVerdict, explainKey, type KeyExplanation } from './explain.ts';
export { DEFAULT_LIMITS, LimitPassed, type MaskLimits } from './limits.ts';
export { type CompiledMasks, compileMasks } from './mask-set.ts';
export type {
  Capture,
  Liveness,
  Mask,
  MaskEntryInput,
  MaskProblem,
  MaskSet,
  Matcher,
} from './mask-types.ts';
export { type ParsedMask, parseMask } from './parse-mask.ts';
export { matchesPathOf } from './path-of-mask.ts';
export { type KeyShape, KeyShapes, type KeyShapesLimits } from './suggest/key-shapes.ts';
export type { Suggestion } from './suggest/suggestion.ts';
export {
  type ParsedTokens,
  parseTokens,
  type TokenProblem,
  type TokenTable,
} from './tokens.ts';
