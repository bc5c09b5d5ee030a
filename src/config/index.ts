export type {
  AssumeRole,
  AttributeSetting,
  AuthConfig,
  BucketConfig,
  Config,
  DataGalaxyConfig,
  EndpointConfig,
  MaskEntry,
  RuleProfile,
  RuleSetting,
  SampleConfig,
} from './config.ts';
export { type InitOptions, initConfig } from './init.ts';
export type { Environment } from './interpolate.ts';
export { type ConfigLimits, DEFAULT_LIMITS } from './limits.ts';
export { type LoadedConfig, type LoadOptions, loadConfig } from './load.ts';
export { nearestNames } from './nearest.ts';
export { type Overrides, usesPassword } from './overrides.ts';
export { type ParseOptions, parseConfig } from './parse-config.ts';
export { type Password, parsePassword } from './password.ts';
export { CSV_DEFAULTS, READ_DEFAULTS } from './resolve.ts';
export { DATAGALAXY_DEFAULTS } from './resolve-datagalaxy.ts';
