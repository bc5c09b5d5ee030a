import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { UserError } from '../../src/catalogue/index.ts';
import { type LoadOptions, loadConfig } from '../../src/config/index.ts';

const test = suite<{ lake: string }>('finding and reading the configuration');

test.before.each((context) => {
  context.lake = realpathSync(mkdtempSync(join(tmpdir(), 'harbour-')));
});
test.after.each(({ lake }) => rmSync(lake, { recursive: true, force: true }));

const MINIMAL = 'version: 1\nbuckets:\n  - name: harbour-logs\n';

function write(path: string, text: string | Uint8Array = MINIMAL): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

async function failure(options: Omit<LoadOptions, 'env'>): Promise<UserError> {
  try {
    await loadConfig({ env: {}, ...options });
  } catch (error) {
    assert.instance(error, UserError);
    return error as UserError;
  }
  throw new Error('nothing was thrown');
}

for (const place of [
  'datagalaxy.config.yaml',
  'datagalaxy.config.yml',
  'datagalaxy.config.json',
  '.config/datagalaxy.yaml',
]) {
  test(`${place} is found from a folder below, and named relative to it`, async ({ lake }) => {
    mkdirSync(join(lake, '.git'));
    const json = '{"version": 1, "buckets": [{"name": "harbour-logs"}]}';
    write(join(lake, place), place.endsWith('json') ? json : MINIMAL);
    mkdirSync(join(lake, 'docks/north'), { recursive: true });
    const { config } = await loadConfig({ cwd: join(lake, 'docks/north'), env: {} });
    assert.is(config?.file, join(lake, place));
    assert.is(config?.buckets[0]?.location.file, `../../${place}`);
    assert.is(config?.snapshotFile, join(dirname(join(lake, place)), 'datagalaxy.snapshot.json'));
  });
}

test('the nearest configuration wins, and .yaml before .yml in one folder', async ({ lake }) => {
  mkdirSync(join(lake, '.git'));
  write(join(lake, 'datagalaxy.config.yaml'), 'not: read');
  write(join(lake, 'docks/datagalaxy.config.yml'), 'not: read either');
  write(join(lake, 'docks/datagalaxy.config.yaml'));
  const { config } = await loadConfig({ cwd: join(lake, 'docks'), env: {} });
  assert.is(config?.file, join(lake, 'docks/datagalaxy.config.yaml'));
});

test('the search stops at the root of the repository, a work tree’s .git file included', async ({
  lake,
}) => {
  write(join(lake, 'datagalaxy.config.yaml'));
  write(join(lake, 'fork/.git'), 'gitdir: elsewhere');
  mkdirSync(join(lake, 'fork/docks'));
  const error = await failure({ cwd: join(lake, 'fork/docks') });
  assert.is(error.id, 'config/not-found');
});

test('without a repository only the working directory is searched', async ({ lake }) => {
  write(join(lake, 'datagalaxy.config.yaml'));
  mkdirSync(join(lake, 'docks'));
  assert.is((await failure({ cwd: join(lake, 'docks') })).id, 'config/not-found');
  assert.ok((await loadConfig({ cwd: lake, env: {} })).config);
});

test('no code of the repository runs and no other file is read', async ({ lake }) => {
  mkdirSync(join(lake, '.git'));
  const ran = join(lake, 'ran');
  const code = `require('node:fs').writeFileSync(${JSON.stringify(ran)}, ''); module.exports = {};`;
  for (const name of ['config', 'datagalaxy', 'datagalaxyrc']) {
    for (const extension of ['js', 'cjs', 'ts', 'mjs']) {
      write(join(lake, `.config/${name}.${extension}`), code);
    }
  }
  for (const extension of ['js', 'cjs', 'ts']) {
    write(join(lake, `datagalaxy.config.${extension}`), code);
    write(join(lake, `.datagalaxyrc.${extension}`), code);
  }
  write(join(lake, '.config/config.yaml'), 'cosmiconfig:\n  searchPlaces: [other.yaml]\n');
  write(join(lake, 'other.yaml'));
  write(
    join(lake, 'package.json'),
    '{"cosmiconfig": {"searchPlaces": ["other.yaml"]}, "datagalaxy": {}}',
  );
  // In a process of its own: cosmiconfig's own settings are looked for in the working directory of the process.
  const edge = new URL('../../src/config/index.ts', import.meta.url).href;
  const script = `import(${JSON.stringify(edge)}).then(({ loadConfig }) =>
    loadConfig({ cwd: ${JSON.stringify(lake)}, env: {} })).then(console.log, ({ id }) => console.log(id))`;
  const tsx = import.meta.resolve('tsx');
  const output = execFileSync(process.execPath, ['--import', tsx, '--eval', script], { cwd: lake });
  assert.is(output.toString().trim(), 'config/not-found');
  assert.throws(() => realpathSync(ran), /ENOENT/);
});

test('$import, merge keys and tags bring in nothing', async ({ lake }) => {
  write(join(lake, 'base.yaml'));
  write(join(lake, 'datagalaxy.config.yaml'), `$import: base.yaml\n<<: { version: 1 }\n`);
  const { config, observations } = await loadConfig({ cwd: lake, env: {} });
  assert.is(config, undefined);
  const keys = observations.filter(({ rule }) => rule === 'config/unknown-key');
  assert.equal(
    keys.map(({ args }) => args['name']),
    ['$import', '<<'],
  );
});

test('--config names one file of any extension, relative to the working directory', async ({
  lake,
}) => {
  write(join(lake, 'conf/lake.txt'));
  const { config } = await loadConfig({ cwd: lake, file: 'conf/lake.txt', env: {} });
  assert.is(config?.directory, join(lake, 'conf'));
  const missing = await failure({ cwd: lake, file: 'conf/sea.yaml' });
  assert.equal([missing.id, missing.args['file']], ['config/not-found', 'conf/sea.yaml']);
});

test('what cannot be read is an error that says why, found or named', async ({ lake }) => {
  const path = join(lake, 'datagalaxy.config.yaml');
  const reasons: [string, () => void][] = [
    ['empty', () => write(path, '')],
    ['empty', () => write(path, ' \n\n')],
    ['directory', () => mkdirSync(path)],
    ['not-utf8', () => write(path, Uint8Array.of(0x61, 0xff, 0xfe))],
    ['not-a-file', () => symlinkSync('/dev/null', path)],
  ];
  for (const [reason, make] of reasons) {
    make();
    for (const file of [undefined, 'datagalaxy.config.yaml']) {
      const error = await failure({ cwd: lake, ...(file && { file }) });
      assert.equal([error.id, error.args['reason']], ['config/unreadable', reason]);
    }
    rmSync(path, { recursive: true });
  }
});

test('a file that may not be read is not passed over', async ({ lake }) => {
  // The superuser may read everything.
  if (process.getuid?.() === 0) return;
  mkdirSync(join(lake, '.git'));
  write(join(lake, 'datagalaxy.config.yaml'));
  const path = write(join(lake, 'docks/datagalaxy.config.yaml'));
  execFileSync('chmod', ['000', path]);
  const error = await failure({ cwd: join(lake, 'docks') });
  assert.equal([error.id, error.args['reason']], ['config/unreadable', 'access-denied']);
});

test('a huge file is refused before it is read', async ({ lake }) => {
  write(join(lake, 'datagalaxy.config.yaml'), `${MINIMAL}# ${'x'.repeat(1024 * 1024)}\n`);
  const error = await failure({ cwd: lake });
  assert.equal([error.id, error.args['limit']], ['config/too-large', 1024 * 1024]);
});

test('a link out of the repository is not followed', async ({ lake }) => {
  const outside = write(join(lake, 'credentials'), '[default]\naws_secret_access_key = canary\n');
  mkdirSync(join(lake, 'fork/.git'), { recursive: true });
  symlinkSync(outside, join(lake, 'fork/datagalaxy.config.yaml'));
  for (const file of [undefined, 'datagalaxy.config.yaml']) {
    const error = await failure({ cwd: join(lake, 'fork'), ...(file && { file }) });
    assert.equal([error.id, error.args['reason']], ['config/unreadable', 'outside-repository']);
  }
});

test('paths stay in the repository, links included, unless a variable brings them', async ({
  lake,
}) => {
  const fork = join(lake, 'fork');
  mkdirSync(join(fork, '.git'), { recursive: true });
  write(join(lake, 'outside/ca.pem'), '');
  symlinkSync(join(lake, 'outside'), join(fork, 'certs'));
  const withCa = (caFile: string) =>
    `version: 1\nendpoints:\n  onprem: { kind: url, url: "https://minio.harbour.example", caFile: "${caFile}" }\nbuckets:\n  - { name: harbour-logs, endpoint: onprem }\n`;
  const path = join(fork, 'conf/datagalaxy.config.yaml');
  const reasons = async (caFile: string, env = {}) => {
    write(path, withCa(caFile));
    const { observations } = await loadConfig({ cwd: fork, file: path, env });
    return observations.map(({ args }) => args['reason']);
  };
  const outside = join(lake, 'outside/ca.pem');
  assert.equal(await reasons('../ca.pem'), []);
  assert.equal(await reasons('../../outside/ca.pem'), ['outside-repository']);
  assert.equal(await reasons(outside), ['outside-repository']);
  assert.equal(await reasons('../certs/ca.pem'), ['outside-repository']);
  const env = { CA: outside, UP: '..' };
  assert.equal(await reasons(`\${env:CA}`, env), []);
  // What is only partly a variable's, or its default, is the pull request's.
  assert.equal(await reasons(`\${env:UNSET:-${outside}}`, env), ['outside-repository']);
  assert.equal(await reasons(`\${env:UP}/../outside/ca.pem`, env), ['outside-repository']);
});

test('the snapshot may not be a link out of the repository, named or by default', async ({
  lake,
}) => {
  const outside = write(join(lake, 'secrets.json'), '{}');
  const fork = join(lake, 'fork');
  mkdirSync(join(fork, '.git'), { recursive: true });
  symlinkSync(outside, join(fork, 'datagalaxy.snapshot.json'));
  write(join(fork, 'datagalaxy.config.yaml'));
  const { config, observations } = await loadConfig({ cwd: fork, env: {} });
  assert.is(config, undefined);
  assert.is(observations[0]?.args['reason'], 'outside-repository');
});

test('sources show the text that the locations are in, secrets hidden', async ({ lake }) => {
  const text = `\ufeff${MINIMAL}auth:\r\n  pilot: { kind: access-key, accessKeyId: A, secretAccessKey: canary }\r\n`;
  write(join(lake, 'datagalaxy.config.yaml'), text);
  const { sources, observations } = await loadConfig({ cwd: lake, env: {} });
  const shown = sources.get('datagalaxy.config.yaml')!;
  assert.is(shown, text.slice(1).replace('canary', '******'));
  const secret = observations.find(({ rule }) => rule === 'config/plaintext-secret')!;
  const { line, column, length } = secret.location!;
  assert.is(
    shown.split('\n')[line - 1]!.slice(column - 1, column - 1 + length!),
    'secretAccessKey',
  );
});

test('with --bucket no file is needed', async ({ lake }) => {
  const { config, sources } = await loadConfig({
    cwd: lake,
    env: {},
    overrides: { bucket: 'harbour-logs', region: 'eu-west-1', masks: ['/arrivals/{YYYY}.csv'] },
  });
  assert.is(config?.snapshotFile, join(lake, 'datagalaxy.snapshot.json'));
  const [bucket] = config!.buckets;
  assert.equal(
    [bucket?.name, bucket?.region, bucket?.unmatched],
    ['harbour-logs', 'eu-west-1', 'ignore'],
  );
  assert.equal(bucket?.auth, { kind: 'default' });
  assert.is(sources.get('--mask'), '/arrivals/{YYYY}.csv');
  const error = await failure({ cwd: lake, overrides: { region: 'eu-west-1' } });
  assert.is(error.id, 'config/not-found');
});

test.run();
