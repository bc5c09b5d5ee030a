// The plan of the house as code (docs/ARCHITECTURE.md says it in prose). Data flows one way, from a YAML file to a report: a
// stage imports the ones before it, never one after it.
const STAGES = [
  'catalogue',
  'mask',
  'format',
  'config',
  's3',
  'extract',
  'snapshot',
  'diff',
  'rules',
  'report',
  'datagalaxy',
];

const laterThan = (stage) => STAGES.slice(STAGES.indexOf(stage) + 1);
const path = (rooms) => `^src/(${rooms.join('|')})/`;

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...STAGES.filter((stage) => laterThan(stage).length > 0).map((stage) => ({
      name: `${stage}-imports-no-later-stage`,
      comment: 'A later stage imports earlier ones, never the reverse, so that each can be read and tested alone.',
      severity: 'error',
      from: { path: `^src/${stage}/` },
      to: { path: path([...laterThan(stage), 'cli', 'demo']) },
    })),
    {
      name: 'mask-imports-nothing-of-ours',
      comment: 'The mask language and its automaton could be a package of their own.',
      severity: 'error',
      from: { path: '^src/mask/' },
      to: { path: '^src/', pathNot: '^src/mask/' },
    },
    {
      name: 'catalogue-imports-nothing',
      comment: 'The words that everyone speaks depend on nobody.',
      severity: 'error',
      from: { path: '^src/catalogue/' },
      to: { pathNot: '^src/catalogue/' },
    },
    {
      name: 'through-the-edge',
      comment: 'Outsiders import a room through its index.ts, so that what is behind it can change.',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: {
        path: '^src/([^/]+)/.+',
        pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', '^src/demo/server/index\\.ts$'],
      },
    },
    {
      name: 'only-s3-knows-aws',
      comment: 'Credentials, endpoints, retries and errors of AWS are known in one room.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/s3/' },
      to: { path: 'node_modules/(@aws-sdk|@smithy)/' },
    },
    {
      name: 'pure-rooms-do-no-io',
      comment: 'Masks, comparisons and rules are functions of what they are given.',
      severity: 'error',
      from: { path: '^src/(catalogue|mask|diff|rules)/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'only-the-bin-and-tests-start-the-cli',
      comment: 'The library has no command line in it.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/cli/', '^src/main\\.ts$'] },
      to: { path: '^src/cli/' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle has no first file to read.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-development-tools-in-the-product',
      comment: 'What the product imports must be installed with it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
