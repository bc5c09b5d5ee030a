import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AuthConfig } from '../../src/config/index.ts';
import { s3ErrorWords } from '../../src/report/words/s3-errors.ts';
import { steady } from '../../src/s3/steady-credentials.ts';
import { errorAnswer, failure, inHarbour, keysBelow, PILOT } from './support.ts';

const test = suite('s3 credentials');

/** The SDK's providers read the process's environment; each test gets one without anything of an account. */
let environment: NodeJS.ProcessEnv;
let directory: string;
test.before.each(async () => {
  environment = { ...process.env };
  for (const name of Object.keys(process.env))
    if (name.startsWith('AWS_')) delete process.env[name];
  directory = await mkdtemp(join(tmpdir(), 'harbour-'));
  Object.assign(process.env, {
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_CONFIG_FILE: join(directory, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(directory, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
  });
});
test.after.each(async () => {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
  await rm(directory, { recursive: true });
  for (const server of locals.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

const SESSION = {
  accessKeyId: 'ASIASESSION',
  secretAccessKey: 'session secret',
  sessionToken: 'session token',
};

interface Local {
  readonly url: string;
  readonly requests: {
    readonly path: string;
    readonly headers: IncomingMessage['headers'];
    readonly body: string;
  }[];
}
type Reply = readonly [number, string, Record<string, string>?];
const locals: Server[] = [];

/** A local service that answers with what `answer` makes of the path and body; undefined never answers. */
async function serve(
  answer: (path: string, body: string, headers: IncomingMessage['headers']) => Reply | undefined,
): Promise<Local> {
  const requests: Local['requests'] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      requests.push({ path: request.url ?? '', headers: request.headers, body });
      const reply = answer(request.url ?? '', body, request.headers);
      if (reply) response.writeHead(reply[0], reply[2]).end(reply[1]);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  locals.push(server);
  return { url: `http://127.0.0.1:${port}`, requests };
}

const stsXml = (action: string): string =>
  `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><Credentials><AccessKeyId>${SESSION.accessKeyId}</AccessKeyId><SecretAccessKey>${SESSION.secretAccessKey}</SecretAccessKey><SessionToken>${SESSION.sessionToken}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></${action}Result></${action}Response>`;
const stsError = (code: string): string =>
  `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>AKIAPILOT may not</Message></Error></ErrorResponse>`;
const actionOf = (body: string): string => new URLSearchParams(body).get('Action') ?? '';

/** Lists as `auth` a bucket that only the session's credentials open. */
async function listAs(auth: AuthConfig): Promise<string[]> {
  let keys: string[] = [];
  await inHarbour({ credentials: [SESSION] }, async ({ server, open }) => {
    server.put('harbour', 'a', '');
    keys = await keysBelow(await open({ auth }, { env: process.env }));
  });
  return keys;
}

async function refusalAs(auth: AuthConfig): Promise<readonly unknown[]> {
  const { id, args } = await failure(listAs(auth));
  assert.not.match(JSON.stringify(args), /AKIAPILOT|secret/);
  const words = s3ErrorWords[id as keyof typeof s3ErrorWords](args);
  assert.not.match(`${words.message} ${words.next}`, /undefined/);
  return [id, args['reason'] ?? args['code']];
}

/** Requests that a source of credentials may make before it gives up. */
const MOST_TRIES = 3;

const taskAnswer = (session: object = SESSION, expiration = '2099-01-01T00:00:00Z'): Reply => {
  const { accessKeyId, secretAccessKey, sessionToken } = { ...SESSION, ...session };
  return [
    200,
    JSON.stringify({
      Code: 'Success',
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      Token: sessionToken,
      Expiration: expiration,
    }),
  ];
};

const role = { arn: 'arn:aws:iam::111122223333:role/lake-reader' };

test('a container endpoint gives credentials, asked with its token', async () => {
  const local = await serve(() => [
    200,
    JSON.stringify({
      AccessKeyId: SESSION.accessKeyId,
      SecretAccessKey: SESSION.secretAccessKey,
      Token: SESSION.sessionToken,
      Expiration: '2099-01-01T00:00:00Z',
    }),
  ]);
  process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `${local.url}/task`;
  process.env['AWS_CONTAINER_AUTHORIZATION_TOKEN'] = 'pier 7';
  assert.equal(await listAs({ kind: 'container' }), ['a']);
  assert.is(local.requests[0]?.headers['authorization'], 'pier 7');
});

test('an instance profile gives credentials, asked the IMDSv2 way', async () => {
  const local = await serve((path) => {
    if (path === '/latest/api/token') return [200, 'a-token'];
    if (path.endsWith('/security-credentials/')) return [200, 'lake-reader'];
    return [
      200,
      JSON.stringify({
        Code: 'Success',
        AccessKeyId: SESSION.accessKeyId,
        SecretAccessKey: SESSION.secretAccessKey,
        Token: SESSION.sessionToken,
        Expiration: '2099-01-01T00:00:00Z',
      }),
    ];
  });
  delete process.env['AWS_EC2_METADATA_DISABLED'];
  process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] = local.url;
  assert.equal(await listAs({ kind: 'instance-profile' }), ['a']);
  assert.ok(
    local.requests
      .slice(1)
      .every(({ headers }) => headers['x-aws-ec2-metadata-token'] === 'a-token'),
  );
});

test('a metadata service that hangs is given up after few tries', async () => {
  const local = await serve(() => undefined);
  delete process.env['AWS_EC2_METADATA_DISABLED'];
  process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] = local.url;
  assert.equal(await refusalAs({ kind: 'instance-profile' }), ['s3/no-credentials', 'timeout']);
  assert.ok(local.requests.length <= MOST_TRIES, `${local.requests.length} requests`);
});

test('a profile, the default chain', async () => {
  const { accessKeyId, secretAccessKey, sessionToken } = SESSION;
  const text = `[lake]\naws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}\naws_session_token=${sessionToken}\n`;
  await writeFile(join(directory, 'credentials'), text);
  assert.equal(await listAs({ kind: 'profile', profile: 'lake' }), ['a']);
  assert.equal(await refusalAs({ kind: 'profile', profile: 'sea' }), [
    's3/no-credentials',
    'profile-not-found',
  ]);
  assert.equal(await refusalAs({ kind: 'default' }), ['s3/no-credentials', 'none-found']);
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  });
  assert.equal(await listAs({ kind: 'default' }), ['a']);
});

test('a web identity, from the configuration or the environment', async () => {
  const local = await serve((_path, body) => [200, stsXml(actionOf(body))]);
  process.env['AWS_ENDPOINT_URL_STS'] = local.url;
  const tokenFile = join(directory, 'token');
  await writeFile(tokenFile, 'eyJ.a.b');
  assert.equal(await listAs({ kind: 'web-identity', tokenFile, roleArn: role.arn }), ['a']);
  const sent = new URLSearchParams(local.requests[0]?.body);
  assert.equal([sent.get('WebIdentityToken'), sent.get('RoleArn')], ['eyJ.a.b', role.arn]);
  process.env['AWS_WEB_IDENTITY_TOKEN_FILE'] = tokenFile;
  process.env['AWS_ROLE_ARN'] = role.arn;
  assert.equal(await listAs({ kind: 'web-identity' }), ['a']);
});

test('a chain of roles, each assumed with the credentials of the one before', async () => {
  const local = await serve((_path, body) => [200, stsXml(actionOf(body))]);
  process.env['AWS_ENDPOINT_URL_STS'] = local.url;
  const second = {
    arn: `${role.arn}-2`,
    externalId: 'berth',
    sessionName: 'night-watch',
    durationSeconds: 900,
  };
  assert.equal(await listAs({ kind: 'access-key', ...PILOT, assumeRole: [role, second] }), ['a']);
  const sent = local.requests.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  assert.equal(
    sent.map((each) => [
      each['RoleArn'],
      each['RoleSessionName'],
      each['ExternalId'],
      each['DurationSeconds'],
    ]),
    [
      [role.arn, 'datagalaxy-s3', undefined, undefined],
      [second.arn, 'night-watch', 'berth', '900'],
    ],
  );
  const keys = local.requests.map(
    ({ headers }) => /Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1],
  );
  assert.equal(keys, [PILOT.accessKeyId, SESSION.accessKeyId]);
});

test('what STS refuses is named', async () => {
  let code = '';
  const local = await serve(() => [403, stsError(code)]);
  process.env['AWS_ENDPOINT_URL_STS'] = local.url;
  const tokenFile = join(directory, 'token');
  await writeFile(tokenFile, 'eyJ.a.b');
  for (const [refused, id] of [
    ['AccessDenied', 's3/assume-role-denied'],
    ['ValidationError', 's3/assume-role-denied'],
    ['InvalidClientTokenId', 's3/unknown-key-id'],
    ['SignatureDoesNotMatch', 's3/bad-signature'],
    ['ExpiredToken', 's3/expired-token'],
  ] as const) {
    code = refused;
    assert.is(
      (await refusalAs({ kind: 'access-key', ...PILOT, assumeRole: [role] }))[0],
      id,
      refused,
    );
  }
  for (const [refused, id] of [
    ['InvalidIdentityToken', 's3/invalid-token'],
    ['ExpiredTokenException', 's3/expired-token'],
    ['AccessDenied', 's3/assume-role-denied'],
  ] as const) {
    code = refused;
    assert.is(
      (await refusalAs({ kind: 'web-identity', tokenFile, roleArn: role.arn }))[0],
      id,
      refused,
    );
  }
});

test('credentials that are not there say what is missing', async () => {
  assert.equal(await refusalAs({ kind: 'container' }), ['s3/no-credentials', 'not-configured']);
  assert.equal(await refusalAs({ kind: 'web-identity' }), ['s3/no-credentials', 'not-configured']);
  const tokenFile = join(directory, 'token');
  const auth = { kind: 'web-identity', tokenFile, roleArn: role.arn } as const;
  assert.equal(await refusalAs(auth), ['s3/no-credentials', 'token-file-missing']);
  assert.equal(await refusalAs({ ...auth, tokenFile: directory }), [
    's3/no-credentials',
    'token-file-unreadable',
  ]);
  assert.equal(await refusalAs({ kind: 'anonymous', assumeRole: [role] }), [
    's3/no-credentials',
    'role-needs-credentials',
  ]);
});

test('a container endpoint that hangs, lies or says no is named after few tries', async () => {
  let reply: Reply | undefined;
  const local = await serve(() => reply);
  process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `${local.url}/task`;
  const answers: readonly (readonly [Reply | undefined, string])[] = [
    [undefined, 'timeout'],
    [[403, '{"Message":"AKIAPILOT secret"}'], 'refused'],
    [[500, 'AKIAPILOT'], 'bad-answer'],
    [[302, '', { location: 'http://elsewhere.example/' }], 'bad-answer'],
    [[200, '<html>AKIAPILOT secret</html>'], 'bad-answer'],
    [[200, 'x'.repeat(200_000)], 'bad-answer'],
    [taskAnswer(SESSION, 'tomorrow'), 'bad-answer'],
  ];
  for (const [given, reason] of answers) {
    reply = given;
    local.requests.length = 0;
    assert.equal(await refusalAs({ kind: 'container' }), ['s3/no-credentials', reason]);
    assert.ok(local.requests.length <= MOST_TRIES, `${reason}: ${local.requests.length} requests`);
  }
  reply = undefined;
  local.requests.length = 0;
  assert.equal(await refusalAs({ kind: 'default' }), ['s3/no-credentials', 'timeout']);
  assert.ok(local.requests.length <= MOST_TRIES, `${local.requests.length} requests`);
});

test('a container endpoint is asked only where its token is safe', async () => {
  for (const [uri, reason] of [
    ['http://elsewhere.example/task', 'bad-url'],
    ['http://127.0.0.1.elsewhere.example/task', 'bad-url'],
    ['file:///etc/passwd', 'bad-url'],
    ['not an address', 'bad-url'],
    ['http://127.0.0.1:1/task', 'unreachable'],
  ] as const) {
    process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = uri;
    assert.equal(await refusalAs({ kind: 'container' }), ['s3/no-credentials', reason], uri);
  }
});

test('a container token comes from its file, read anew, its line end dropped', async () => {
  const local = await serve(() => taskAnswer());
  const file = join(directory, 'pod-token');
  process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `${local.url}/pod`;
  process.env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'] = file;
  assert.equal(await refusalAs({ kind: 'container' }), ['s3/no-credentials', 'token-file-missing']);
  await writeFile(file, '\n');
  assert.equal(await refusalAs({ kind: 'container' }), ['s3/no-credentials', 'token-file-empty']);
  await writeFile(file, 'a\u0001b');
  assert.equal(await refusalAs({ kind: 'container' }), ['s3/no-credentials', 'bad-token']);
  for (const token of ['pier 7', 'pier 8']) {
    await writeFile(file, `${token}\n`);
    assert.equal(await listAs({ kind: 'container' }), ['a']);
    assert.is(local.requests.at(-1)?.headers['authorization'], token);
  }
});

test('an instance without a role, and a metadata service that answers nonsense', async () => {
  let answers: (path: string) => Reply | undefined = () => [404, ''];
  const local = await serve((path) => answers(path));
  process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] = local.url;
  const auth = { kind: 'instance-profile' } as const;
  assert.equal(await refusalAs(auth), ['s3/no-credentials', 'no-role']);
  answers = () => [200, '<html>AKIAPILOT secret</html>'];
  assert.equal(await refusalAs(auth), ['s3/no-credentials', 'bad-answer']);
  // The first hops answer, the last never does.
  answers = (path) => (path.endsWith('/lake-reader') ? undefined : [200, 'lake-reader']);
  local.requests.length = 0;
  assert.equal(await refusalAs(auth), ['s3/no-credentials', 'timeout']);
  const last = local.requests.filter(({ path }) => path.endsWith('/lake-reader'));
  assert.ok(last.length >= 1 && last.length <= MOST_TRIES, `${last.length} requests`);
});

test('a metadata service that wants its token, with credentials that end soon or have ended', async () => {
  let lifetime = 60_000;
  let asked = 0;
  const remarks: unknown[] = [];
  const { warn } = console;
  console.warn = (...parts) => remarks.push(...parts);
  const local = await serve((path, _body, headers) => {
    if (path === '/latest/api/token') return [200, 'a-token'];
    if (headers['x-aws-ec2-metadata-token'] !== 'a-token') return [401, ''];
    if (path.endsWith('/security-credentials/')) return [200, 'lake-reader'];
    asked++;
    return taskAnswer(SESSION, new Date(Date.now() + lifetime).toISOString());
  });
  process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] = local.url;
  try {
    const auth = { kind: 'instance-profile' } as const;
    await inHarbour({ credentials: [SESSION] }, async ({ server, open }) => {
      for (let i = 0; i < 20; i++) server.put('harbour', `berth/${i}`, '');
      const store = await open({ auth }, { env: process.env, pageSize: 2 });
      assert.is((await keysBelow(store)).length, 20);
      assert.is(asked, 1);
    });
    lifetime = -60_000;
    await inHarbour(
      { credentials: [], faults: () => errorAnswer(400, 'ExpiredToken') },
      async ({ open }) => {
        const error = await failure(keysBelow(await open({ auth }, { env: process.env })));
        assert.is(error.id, 's3/expired-token');
      },
    );
    assert.equal(remarks, []);
  } finally {
    console.warn = warn;
  }
});

test('a web identity token is read anew, and what is wrong with it is named', async () => {
  const local = await serve((_path, body) => [200, stsXml(actionOf(body))]);
  process.env['AWS_ENDPOINT_URL_STS'] = local.url;
  const tokenFile = join(directory, 'token');
  const auth = { kind: 'web-identity', tokenFile, roleArn: role.arn } as const;
  await writeFile(tokenFile, ' \n');
  assert.equal(await refusalAs(auth), ['s3/no-credentials', 'token-file-empty']);
  await writeFile(tokenFile, 'x'.repeat(100_000));
  assert.equal(await refusalAs(auth), ['s3/no-credentials', 'token-file-too-large']);
  await writeFile(tokenFile, 'eyJ.a.b');
  assert.equal(await refusalAs({ kind: 'web-identity', tokenFile }), [
    's3/no-credentials',
    'no-role',
  ]);
  process.env['AWS_ROLE_ARN'] = 'arn:aws:s3:::acme-lake';
  assert.equal(await refusalAs({ kind: 'web-identity', tokenFile }), [
    's3/no-credentials',
    'bad-role-arn',
  ]);
  assert.is(local.requests.length, 0);
  for (const token of ['eyJ.a.b', 'eyJ.c.d']) {
    await writeFile(tokenFile, `${token}\n`);
    assert.equal(await listAs(auth), ['a']);
    assert.is(new URLSearchParams(local.requests.at(-1)?.body).get('WebIdentityToken'), token);
  }
});

test('a credential process runs where its profile is chosen, and its failure is named', async () => {
  const { accessKeyId, secretAccessKey, sessionToken } = SESSION;
  const answer = join(directory, 'answer.json');
  await writeFile(
    answer,
    JSON.stringify({
      Version: 1,
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
    }),
  );
  await writeFile(
    join(directory, 'config'),
    `[profile vault]\ncredential_process = cat ${answer}\n[profile broken]\ncredential_process = cat ${answer}.secret\n`,
  );
  assert.equal(await listAs({ kind: 'profile', profile: 'vault' }), ['a']);
  assert.equal(await refusalAs({ kind: 'profile', profile: 'broken' }), [
    's3/no-credentials',
    'process-failed',
  ]);
});

test('a session that ends in the middle of a listing is renewed, and no key is lost or listed twice', async () => {
  const keys = Array.from({ length: 25 }, (_, i) => `berth/${String(i).padStart(2, '0')}`);
  const sessions = [1, 2, 3].map((n) => ({
    accessKeyId: `ASIASESSION${n}`,
    secretAccessKey: `session secret ${n}`,
    sessionToken: `session token ${n}`,
    expired: false,
  }));
  let asked = 0;
  const local = await serve(() => taskAnswer(sessions[Math.min(asked++, 2)]));
  process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `${local.url}/task`;
  await inHarbour(
    {
      credentials: sessions,
      // The first session ends by its time; the second is forgotten by the server, as some say it.
      faults: ({ operation, query, headers }) => {
        const key = /Credential=([^/]+)/.exec(headers['authorization'] ?? '')?.[1];
        if (operation !== 'list' || !query.has('continuation-token')) return undefined;
        if (key === 'ASIASESSION1') return errorAnswer(400, 'ExpiredToken');
        return key === 'ASIASESSION2' ? errorAnswer(403, 'InvalidAccessKeyId') : undefined;
      },
    },
    async ({ server, open }) => {
      for (const key of keys) server.put('harbour', key, '');
      const context = { env: process.env, pageSize: 10 };
      const auth = { kind: 'container' } as const;
      const first = await failure(keysBelow(await open({ auth }, context)));
      // One renewal a request: a second session that is refused at once is an error, not a loop.
      assert.is(first.id, 's3/unknown-key-id');
      assert.is(asked, 2);
      assert.equal(await keysBelow(await open({ auth }, context)), keys);
      assert.is(asked, 3);
    },
  );
});

test('keys that stand in the configuration are not asked for again', async () => {
  await inHarbour(
    { credentials: [PILOT], faults: () => errorAnswer(400, 'ExpiredToken') },
    async ({ server, open }) => {
      assert.is((await failure(keysBelow(await open()))).id, 's3/expired-token');
      assert.is(server.counters.list, 1);
    },
  );
});

test('near its end a session is renewed, and used on while it is good when that fails', async () => {
  let now = 0;
  let asked = 0;
  let broken = false;
  const minutes = (count: number): number => count * 60_000;
  const source = steady(
    async () => {
      asked++;
      if (broken) throw new Error('the tide is out');
      return { ...SESSION, accessKeyId: `ASIA${asked}`, expiration: new Date(now + minutes(60)) };
    },
    () => now,
  );
  const keyAt = async (time: number): Promise<string> => {
    now = time;
    return (await source()).accessKeyId;
  };
  assert.is(await keyAt(0), 'ASIA1');
  assert.is(await keyAt(minutes(54)), 'ASIA1');
  assert.is(await keyAt(minutes(56)), 'ASIA2');
  broken = true;
  assert.is(await keyAt(minutes(112)), 'ASIA2');
  assert.is(asked, 3);
  // Not with every request.
  assert.is(await keyAt(minutes(112) + 5_000), 'ASIA2');
  assert.is(asked, 3);
  assert.is(await keyAt(minutes(113)), 'ASIA2');
  assert.is(asked, 4);
  now = minutes(116);
  let told = '';
  await source().catch((error: Error) => {
    told = error.message;
  });
  assert.is(told, 'the tide is out');
});

test.run();
