/** What a configuration file may cost before it is refused; it comes from pull requests, so it may be hostile. */
export interface ConfigLimits {
  /** Bytes of the file. */
  readonly maxBytes: number;
  /** YAML nodes after aliases are expanded. */
  readonly maxNodes: number;
  /** Nesting of lists and maps. */
  readonly maxDepth: number;
  /** Problems that are listed; the rest are counted in one more. */
  readonly maxProblems: number;
}

export const DEFAULT_LIMITS: ConfigLimits = {
  maxBytes: 1024 * 1024,
  maxNodes: 100_000,
  maxDepth: 50,
  maxProblems: 500,
};
