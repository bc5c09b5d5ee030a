import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { USER_ERRORS, UserError, type UserErrorId } from '../../src/catalogue/index.ts';
import { errorSentence, errorText } from '../../src/report/index.ts';

const test = suite('report/errors');
const told = (id: UserErrorId, args: UserError['args'] = {}): string =>
  errorText(new UserError(id, args), false);

test('every user error is one line, and one with the next step', () => {
  for (const id of Object.keys(USER_ERRORS) as UserErrorId[]) {
    const lines = told(id).trimEnd().split('\n');
    assert.match(lines[0] ?? '', new RegExp(`^error: .{10,}\\. \\[${id}\\]$`), id);
    assert.ok(lines.length === 2 && lines[1]?.startsWith('next:  '), id);
  }
});

/** id, arguments, what the two lines say */
const CASES: readonly (readonly [UserErrorId, UserError['args'], string, string])[] = [
  [
    'usage/flag',
    { flag: '--format', reason: 'unknown-value', value: 'txt', allowed: ['text', 'json'] },
    '--format cannot be "txt"',
    'it can be "text" or "json"',
  ],
  [
    'usage/flag',
    {
      flag: '--format',
      reason: 'unknown-value',
      value: 'txt',
      nearest: ['text'],
      allowed: ['text'],
    },
    '--format cannot be "txt"',
    'did you mean "text"?',
  ],
  [
    'usage/flag',
    { flag: '--region', reason: 'form', example: 'eu-west-1' },
    '--region has not the form',
    '"eu-west-1"',
  ],
  [
    'usage/flag',
    { flag: '--user', reason: 'needs', other: '--password' },
    '--user needs --password',
    'add --password',
  ],
  [
    'usage/flag',
    { flag: '--a', reason: 'conflict', other: '--b' },
    '--a and --b exclude each other',
    'leave one',
  ],
  [
    'usage/flag',
    { flag: '--password', reason: 'malformed-json' },
    '--password looks like JSON',
    '{"password":"secretKeyValue","sts-token":"stsTokenValue"}',
  ],
  ['usage/flag', { flag: '--user', reason: 'empty' }, '--user is empty', 'give it a value'],
  ['usage/flag', { flag: '--x' }, '--x does not take that', 'see --help'],
  [
    'usage/write-failed',
    { file: 'a.json', code: 'ENOSPC' },
    '"a.json" could not be written: the disk is full (ENOSPC)',
    'space on the disk',
  ],
  [
    'usage/write-failed',
    { file: 'a.json', reason: 'EROFS' },
    'the file system is read-only (EROFS)',
    'permissions',
  ],
  [
    'usage/write-failed',
    { file: 'a.json', code: 'EIO' },
    'could not be written (EIO)',
    'permissions',
  ],
  [
    'usage/file-unreadable',
    { file: 'a', code: 'not-a-file' },
    '"a" cannot be read: it is not a regular file',
    'name a regular file',
  ],
  [
    'usage/git',
    { reason: 'unknown-ref', ref: 'mian', nearest: 'main' },
    'git knows no ref "mian"',
    'did you mean "main"?',
  ],
  [
    'usage/git',
    { reason: 'unknown-ref', ref: 'HEAD~9', shallow: true },
    'in this shallow clone',
    'git fetch --unshallow',
  ],
  ['usage/git', { reason: 'unknown-ref', ref: 'x' }, 'git knows no ref "x".', 'git fetch'],
  ['usage/git', { reason: 'git-missing' }, 'git was not found', 'install git'],
  [
    'usage/git',
    { reason: 'not-a-repository', directory: '/x' },
    '"/x" is not in a git repository',
    'inside the repository',
  ],
  [
    'usage/git',
    { reason: 'dubious-ownership', directory: '/x' },
    'another user owns it',
    'safe.directory',
  ],
  ['usage/git', { reason: 'bad-ref', ref: '-x' }, '"-x" cannot be a git ref', 'git:main'],
  [
    'usage/git',
    { reason: 'outside-repository', path: '../a', root: '/r' },
    '"../a" is outside the repository "/r"',
    'from the root',
  ],
  [
    'usage/unknown-bucket',
    { bucket: 'harbor', nearest: ['harbour'] },
    'called "harbor"',
    'did you mean "harbour"?',
  ],
  [
    'snapshot/malformed',
    { file: 'a.json', line: 3, reason: 'conflict-markers' },
    'the snapshot "a.json", line 3, holds the marks of a merge conflict',
    'take either side',
  ],
  [
    'snapshot/malformed',
    { file: 'a.json', line: 9, reason: 'truncated' },
    'ends in the middle',
    'git checkout',
  ],
  [
    'snapshot/malformed',
    { file: 'a.json', line: 3, reason: 'wrong-value', key: 'type', expected: 'string, integer' },
    'a wrong value for "type": it must be string, integer',
    'git checkout',
  ],
  [
    'snapshot/malformed',
    { file: 'a.json', line: 3, reason: 'unknown-key', key: 'typ', allowed: ['name', 'type'] },
    'an unknown key "typ"; known are "name" and "type"',
    'git checkout',
  ],
  [
    'snapshot/malformed',
    { file: 'a.json', line: 3, reason: 'duplicate-path', path: '/x' },
    'has "/x" twice',
    'git checkout',
  ],
  [
    'snapshot/newer-version',
    { file: 'a.json', version: 2, supported: 1 },
    'has version 2; this program reads up to 1',
    'newer datagalaxy-s3',
  ],
  ['snapshot/missing', { file: 'a.json' }, 'there is no snapshot "a.json" yet', 'snapshot --write'],
  [
    'snapshot/missing',
    { ref: 'main', path: 'a.json' },
    'no snapshot "a.json" at "main"',
    'git:REF:PATH',
  ],
  ['snapshot/stale', { file: 'a.json' }, 'is not what the lake is now', 'commit the file'],
];
for (const [id, args, message, next] of CASES) {
  test(`${id} ${args['reason'] ?? ''}: ${message}`, () => {
    const [first = '', second = ''] = told(id, args).split('\n');
    assert.ok(first.includes(message), first);
    assert.ok(second.includes(next), second);
  });
}

test('nothing from outside acts on the terminal', () => {
  const hostile = 'a\u001b[2J\r\n\u202e';
  for (const id of Object.keys(USER_ERRORS) as UserErrorId[]) {
    const names = [
      'file',
      'bucket',
      'key',
      'ref',
      'path',
      'flag',
      'value',
      'host',
      'reason',
      'directory',
      'other',
      'nearest',
      'code',
      'stderr',
    ];
    const text = told(id, Object.fromEntries(names.map((name) => [name, hostile])));
    assert.not.match(text, /[\u0000-\u0009\u000b-\u001f\u202e]/, id);
    assert.is(text.trimEnd().split('\n').length, 2, id);
  }
});

test('a place is told where it is known', () => {
  const error = new UserError(
    'config/invalid',
    { errors: 1 },
    { location: { file: 'a.yaml', line: 3, column: 7 } },
  );
  assert.match(errorText(error, false), /^error: a\.yaml:3:7: /);
});

test('one sentence for a list', () => {
  assert.is(
    errorSentence(new UserError('usage/file-not-found', { file: 'a.csv' })).split('\n').length,
    1,
  );
});

test('anything else is a bug of ours, with its trace and where to report it', () => {
  const text = errorText(new TypeError('storm\u001b[31m'), false);
  assert.match(text, /^bug: /);
  assert.match(text, 'TypeError: storm\\u{1b}[31m');
  assert.match(text, 'errors.test.ts');
  assert.match(text, 'npm bugs datagalaxy-s3');
  assert.match(errorText('thrown text', false), 'thrown text');
});

test.run();
