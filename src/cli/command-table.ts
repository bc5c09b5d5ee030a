import type { CommandEntry } from './command.ts';

/** Every command, in the order of `--help`. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'init',
    summary: 'write a commented configuration file',
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'check',
    summary: 'validate the configuration and analyse its masks, without a request',
    load: async () => (await import('./commands/check.ts')).check,
  },
  {
    name: 'diff',
    summary: 'report what changed between the snapshot and the lake, or any two snapshots',
    load: async () => (await import('./commands/diff.ts')).diff,
  },
  {
    name: 'snapshot',
    summary: 'extract, report what changed, and write the snapshot file',
    load: async () => (await import('./commands/snapshot.ts')).snapshot,
  },
  {
    name: 'explain',
    summary: 'say which mask takes a key and why the others do not, or what a rule means',
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  {
    name: 'rules',
    summary: 'list the rules with their levels and what decides each',
    load: async () => (await import('./commands/rules.ts')).rules,
  },
  {
    name: 'inspect',
    summary: 'show what would be read from files, local or in S3',
    load: async () => (await import('./commands/inspect.ts')).inspect,
  },
  {
    name: 'masks test',
    summary: 'classify keys, one a line, by the masks of a bucket',
    load: async () => (await import('./commands/masks-test.ts')).masksTest,
  },
  {
    name: 'masks suggest',
    summary: 'propose masks for the keys that no mask takes',
    load: async () => (await import('./commands/masks-suggest.ts')).masksSuggest,
  },
  {
    name: 'push',
    summary: 'import the catalogue into DataGalaxy; a dry run unless --apply',
    load: async () => (await import('./commands/push.ts')).push,
  },
  {
    name: 'doctor',
    summary: 'check the way to each bucket, and say what to change',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  {
    name: 'iam-policy',
    summary: 'print the least-privilege IAM policy that this configuration needs',
    load: async () => (await import('./commands/iam-policy.ts')).iamPolicy,
  },
  {
    name: 'schema',
    summary: 'print the JSON Schema of the configuration, the snapshot or the report',
    load: async () => (await import('./commands/schema.ts')).schema,
  },
  {
    name: 'demo',
    summary: 'run the main job against an embedded S3 server with a sample lake',
    load: async () => (await import('./commands/demo.ts')).demo,
  },
];
