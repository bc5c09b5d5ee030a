export type {
  AssumeRole,
  AuthConfig,
  BucketConfig,
  Config,
  EndpointConfig,
  MaskEntry,
  RuleProfile,
  RuleSetting,
  SampleConfig,
} from './config.ts';
