import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { COMMANDS } from '../../src/cli/command-table.ts';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { startServer } from '../../src/demo/server/index.ts';
import { REPORT_FORMATS } from '../../src/report/index.ts';

const test = suite('secrets');

/** Every secret has the word in it; what may be made of one (Basic credentials, signatures) is looked for too. */
const SECRET = 'canary-secret-000000000000000000000000001';
const SESSION = {
  accessKeyId: 'ASIAHARBOUR000000001',
  secretAccessKey: 'canary-session-secret-0000000000000000001',
  sessionToken: 'canary-session-token//with+signs==',
};
const PROXY_USER = 'pilot:canary-proxy-password';
const KEY_ID = 'HARBOURKEY0000000001';
const TRACES = [
  /canary/i,
  new RegExp(Buffer.from(PROXY_USER).toString('base64')),
  /AWS4-HMAC-SHA256/,
  /Signature=/,
];

let environment: NodeJS.ProcessEnv;
const servers: { close(): unknown }[] = [];
const folders: string[] = [];
/** What the last calls told, for the messages of failed assertions. */
let told = '';
/** What libraries write past the program's own outputs. */
let remarks = '';
const consoles = ['log', 'info', 'warn', 'error', 'debug'] as const;
const originals = consoles.map((name) => console[name]);
const onWarning = (warning: Error): void => {
  remarks += String(warning.stack);
};

test.before(() => {
  environment = { ...process.env };
  for (const name of Object.keys(process.env))
    if (name.startsWith('AWS_')) delete process.env[name];
  process.on('warning', onWarning);
});
test.after.each(() => {
  for (const server of servers.splice(0)) server.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AWS_') || /_PROXY$/.test(name)) delete process.env[name];
  }
});
test.after(() => {
  process.off('warning', onWarning);
  Object.assign(process.env, environment);
});

/** A server that answers with whatever it was asked, secrets and all, in the form that `reply` chooses. */
async function startEcho(
  reply: (echoed: string, answer: ServerResponse, request: IncomingMessage) => void,
): Promise<string> {
  const server = createServer((request, answer) => {
    let body = '';
    request.setEncoding('latin1').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const echoed = JSON.stringify({ url: request.url, headers: request.headers, body, SECRET });
      reply(echoed.replace(/[<&]/g, ' '), answer, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push({
    close() {
      server.close();
      server.closeAllConnections();
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const s3Error = (echoed: string, answer: ServerResponse): void => {
  // Header values are latin-1 without control characters; ids come from the server too.
  const id = echoed.replace(/[^\x20-\x7e]/g, '').slice(0, 4_000);
  answer.writeHead(403, { 'x-amz-request-id': id, 'x-amz-id-2': id, server: id });
  answer.end(
    `<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>${echoed}</Message><AWSAccessKeyId>${SECRET}</AWSAccessKeyId><StringToSign>${echoed}</StringToSign></Error>`,
  );
};
const stsError = (echoed: string, answer: ServerResponse): void => {
  answer.writeHead(403, { 'x-amzn-requestid': SECRET });
  answer.end(
    `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${echoed}</Message></Error><RequestId>${SECRET}</RequestId></ErrorResponse>`,
  );
};
const stsAnswer = (_echoed: string, answer: ServerResponse): void => {
  const { accessKeyId, secretAccessKey, sessionToken } = SESSION;
  answer.end(
    `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey><SessionToken>${sessionToken}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  );
};

/** A lake that takes the configured key and the session's. */
async function startLake(): Promise<string> {
  const lake = await startServer({
    credentials: [{ accessKeyId: KEY_ID, secretAccessKey: SECRET }, SESSION],
    buckets: ['harbour'],
  });
  servers.push(lake);
  lake.put('harbour', 'orders/2024.csv', 'ship;tons\nheron;12\n');
  lake.put('harbour', 'notes.txt', 'hello');
  return lake.url;
}

const KEY_AUTH = `kind: access-key, accessKeyId: "${KEY_ID}", secretAccessKey: "\${env:LAKE_SECRET}"`;
const ROLE_AUTH = `${KEY_AUTH}, assumeRole: { arn: "arn:aws:iam::111122223333:role/reader" }`;

/** Without `api` there is no DataGalaxy in it, which the doctor would look at. */
function configText(endpoint: string, auth: string, api?: string): string {
  const target = `datagalaxy: { url: "${api}/v2", token: "\${env:DG_TOKEN}", workspace: Harbour }\n`;
  return `version: 1
auth:
  way: { ${auth} }
endpoints:
  lake: { kind: url, url: "${endpoint}" }
buckets:
  - { name: harbour, region: eu-west-1, auth: way, endpoint: lake, masks: ["/orders/{YYYY}.csv"] }
${api === undefined ? '' : target}`;
}

/** The variables of every run; all of them hold a secret. */
const ENV = {
  LAKE_SECRET: SECRET,
  DG_TOKEN: 'canary-integration-token',
  NO_COLOR: '1',
  PATH: process.env['PATH'],
};

interface Run {
  readonly code: number;
  readonly text: string;
}

async function run(
  folder: string,
  argv: readonly string[],
  { env = {}, stdin = '' }: { readonly env?: object; readonly stdin?: string } = {},
): Promise<Run> {
  let text = '';
  const output: Io['stdout'] = {
    isTerminal: false,
    isClosed: () => false,
    columns: 100,
    write: async (part) => {
      text += part;
    },
  };
  remarks = '';
  for (const name of consoles) {
    console[name] = (...parts: unknown[]): void => {
      remarks += parts.map(String).join(' ');
    };
  }
  try {
    const code = await main(argv, {
      cwd: folder,
      env: { ...ENV, ...env },
      stdin: (async function* () {
        yield Buffer.from(stdin);
      })(),
      stdout: output,
      stderr: output,
      signal: new AbortController().signal,
      now: () => performance.now(),
    });
    return { code, text: text + remarks };
  } finally {
    for (const [i, name] of consoles.entries()) console[name] = originals[i] as () => void;
  }
}

/** Every file below the folder that the program wrote. */
function written(folder: string, inputs: ReadonlySet<string>): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name))
    .filter((file) => !inputs.has(file));
}

function assertNothingTold(
  folder: string,
  inputs: ReadonlySet<string>,
  argv: string,
  text: string,
): void {
  for (const trace of TRACES) assert.not.match(text, trace, `${argv}\n${text}`);
  for (const file of written(folder, inputs)) {
    const held = readFileSync(file, 'latin1');
    for (const trace of TRACES) assert.not.match(held, trace, `${argv} wrote ${file}`);
    if (/\.datagalaxy\/(?!\.gitignore|cache\/\.gitignore)/.test(file)) {
      assert.is(statSync(file).mode & 0o077, 0, `${file} is for its owner only`);
    }
  }
}

const inEvery = (command: readonly string[], formats: readonly string[]): string[][] =>
  formats.map((format) => [...command, '--format', format]);

/** Calls of each command in all its formats; a command without an entry is called by its name. */
const CALLS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  check: inEvery(['check'], REPORT_FORMATS),
  diff: inEvery(['diff', 'live', 'live'], REPORT_FORMATS),
  snapshot: [
    ...inEvery(['snapshot', '--write'], REPORT_FORMATS),
    ['snapshot', '--write', '--format', 'json=report.json'],
  ],
  explain: [
    ['explain', 'orders/2024.csv'],
    ['explain', 'field/removed'],
  ],
  inspect: inEvery(['inspect', 's3://harbour/orders/2024.csv'], ['text', 'jsonl']),
  'masks test': inEvery(['masks', 'test'], ['text', 'jsonl', 'summary']),
  'masks suggest': [['masks', 'suggest', '--bucket', 'harbour']],
  push: inEvery(['push', '--from', 'live'], ['text', 'json', 'csv']),
  doctor: inEvery(['doctor'], ['text', 'json']),
  'iam-policy': [['iam-policy'], ['iam-policy', '--trust']],
  schema: [['schema', 'config']],
  demo: [],
};
const ALL_CALLS = COMMANDS.flatMap(({ name }) => CALLS[name] ?? [name.split(' ')]);

function newFolder(files: Readonly<Record<string, string>>): {
  readonly folder: string;
  readonly inputs: ReadonlySet<string>;
} {
  const folder = mkdtempSync(join(tmpdir(), 'harbour-'));
  folders.push(folder);
  mkdirSync(join(folder, '.git'));
  const inputs = Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  return { folder, inputs: new Set(inputs) };
}

/** Makes the calls, each with `--debug`, in a folder with that configuration; resolves to their exit codes. */
async function callAll(
  config: string,
  calls: readonly (readonly string[])[],
  world: Parameters<typeof run>[2] = {},
): Promise<number[]> {
  const { folder, inputs } = newFolder({ 'datagalaxy.config.yaml': config });
  const codes: number[] = [];
  told = '';
  for (const argv of calls) {
    const { code, text } = await run(folder, [...argv, '--debug'], world);
    assertNothingTold(folder, inputs, argv.join(' '), text);
    assert.is.not(code, 70, `${argv.join(' ')}\n${text}`);
    codes.push(code);
    told += `${argv.join(' ')}: ${code}\n${text}`;
  }
  return codes;
}

const NETWORK = [
  ['snapshot', '--write'],
  ['doctor', '--format', 'json'],
  ['inspect', 's3://harbour/orders/2024.csv'],
];

test('a lake that works, with keys and with an assumed role', async () => {
  const lake = await startLake();
  const nowhere = 'http://127.0.0.1:9';
  const codes = await callAll(configText(lake, KEY_AUTH, nowhere), ALL_CALLS, {
    stdin: 'orders/2024.csv\n',
  });
  assert.ok(codes.filter((code) => code === 0).length > 10, codes.join(' '));
  process.env['AWS_ENDPOINT_URL_STS'] = await startEcho(stsAnswer);
  const { AWS_ENDPOINT_URL_STS } = process.env;
  const role = await callAll(configText(lake, ROLE_AUTH), NETWORK, {
    env: { AWS_ENDPOINT_URL_STS },
  });
  assert.equal(role, [0, 0, 0], told);
});

test('a server that echoes the request in its errors, ids and headers', async () => {
  const echo = await startEcho(s3Error);
  const codes = await callAll(configText(echo, KEY_AUTH, echo), ALL_CALLS);
  assert.ok(codes.includes(3));
  process.env['AWS_ENDPOINT_URL_STS'] = await startEcho(stsAnswer);
  assert.equal(await callAll(configText(echo, ROLE_AUTH), NETWORK), [3, 3, 3]);
});

test('a server that redirects with the request in the address, or answers a page of it', async () => {
  const redirect = await startEcho((echoed, answer) => {
    const location = `https://elsewhere.example/${encodeURIComponent(echoed).slice(0, 3_000)}`;
    answer.writeHead(307, { location }).end(`<Endpoint>${echoed}</Endpoint>`);
  });
  assert.equal(await callAll(configText(redirect, KEY_AUTH), NETWORK), [3, 3, 3]);
  const page = await startEcho((echoed, answer) =>
    answer.writeHead(404).end(`<html>${echoed}</html>`),
  );
  assert.equal(await callAll(configText(page, KEY_AUTH), NETWORK), [3, 3, 3]);
});

test('STS that echoes the request, and a container endpoint that does', async () => {
  const lake = await startLake();
  const sts = await startEcho(stsError);
  process.env['AWS_ENDPOINT_URL_STS'] = sts;
  const env = { AWS_ENDPOINT_URL_STS: sts };
  assert.equal(await callAll(configText(lake, ROLE_AUTH), NETWORK, { env }), [3, 3, 3]);
  const { folder } = newFolder({ token: 'canary-web-identity-token' });
  const web = {
    ...env,
    AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'),
    AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/reader',
  };
  assert.equal(
    await callAll(configText(lake, 'kind: web-identity'), NETWORK, { env: web }),
    [3, 3, 3],
  );
  const container = {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${await startEcho(s3Error)}/canary-path`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: 'canary-container-token',
  };
  const task = await callAll(configText(lake, 'kind: container'), NETWORK, { env: container });
  assert.equal(task, [3, 3, 3]);
});

test('a proxy with a password in its address', async () => {
  const refusing = await startEcho(s3Error);
  const config = configText('https://lake.example', KEY_AUTH);
  for (const address of [
    `http://${PROXY_USER}@${new URL(refusing).host}`,
    `http://${PROXY_USER}@127.0.0.1:1`,
    `socks5://${PROXY_USER}@127.0.0.1:1`,
    `http://${PROXY_USER}@@no address`,
  ]) {
    const codes = await callAll(config, [['doctor'], ['doctor', '--format', 'json']], {
      env: { HTTPS_PROXY: address },
    });
    assert.equal(codes, [3, 3], address);
  }
});

test('passwords on the command line, from stdin and from the environment', async () => {
  const lake = await startLake();
  const config = configText(lake, KEY_AUTH);
  const snapshot = ['snapshot', '--write'];
  const json = JSON.stringify({ password: SECRET, 'sts-token': 'canary-token' });
  const given: readonly (readonly [readonly string[], object, number])[] = [
    [['--password', SECRET], {}, 0],
    [['--password', `${SECRET}-wrong`], {}, 3],
    [['--password', json], {}, 3],
    [['--password', `{“password”:”${SECRET}”}`], {}, 2],
    [['--password', `{"password":"${SECRET}","sts-token":}`], {}, 2],
    [['--password', '-'], { stdin: `${SECRET}\n` }, 0],
    [['--password', '-'], { stdin: `{"password":"${SECRET}"` }, 2],
    [[], { env: { DATAGALAXY_S3_PASSWORD: SECRET } }, 0],
    [[], { env: { DATAGALAXY_S3_PASSWORD: `{"password":"${SECRET}"` } }, 2],
    [['--user', KEY_ID, '--password', SECRET], {}, 0],
    [['--endpoint-url', `https://pilot:${SECRET}@lake.example`], {}, 2],
    [['--role-arn', `arn:aws:s3:::${SECRET} x`], {}, 2],
    [['--pasword', SECRET], {}, 2],
  ];
  for (const [argv, world, code] of given) {
    const codes = await callAll(config, [[...snapshot, ...argv]], world);
    assert.equal(codes, [code], argv.join(' '));
  }
});

test('secrets that stand in the configuration, right, misspelt or broken', async () => {
  const lake = await startLake();
  const right = configText(lake, KEY_AUTH.replace('${env:LAKE_SECRET}', SECRET), lake);
  const texts = [
    right,
    right.replace('secretAccessKey', 'secretAcessKey'),
    right.replace(`"${SECRET}"`, `"${SECRET}`),
    right.replace(`"${SECRET}"`, `{ nested: "${SECRET}" }`),
    right.replace('version: 1', `version: 1 # password: ${SECRET}`),
    configText(`https://pilot:${SECRET}@lake.example`, KEY_AUTH),
    right.replace('token: "${env:DG_TOKEN}"', 'token: canary-literal'),
  ];
  for (const text of texts) {
    await callAll(text, [
      ...(CALLS['check'] ?? []),
      ['doctor'],
      ['iam-policy'],
      ['snapshot', '--write'],
    ]);
  }
});

test.run();
