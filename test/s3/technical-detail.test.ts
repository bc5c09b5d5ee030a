import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { UserError } from '../../src/catalogue/index.ts';
import { debugText } from '../../src/report/index.ts';
import { errorAnswer, failure, inHarbour, keysBelow } from './support.ts';

const test = suite('s3 technical details');

test('the status, ids, attempts and time of a refusal are kept for --debug', () =>
  inHarbour(
    {
      faults: () =>
        errorAnswer(403, 'AccessDenied', '', {
          'x-amz-request-id': '79104EXAMPLEB723',
          'x-amz-id-2': 'IOWQ4fDEXAMPLEQM+ey7N9WgVhSnQ6JEXAMPLEZb7hSQDASK+Jd1vEXAMPLEa3Km',
        }),
    },
    async ({ open }) => {
      const text = debugText(await failure(keysBelow(await open())));
      assert.match(text, /^debug: s3\/access-denied-list bucket="harbour"/);
      assert.match(text, /requestId="79104EXAMPLEB723"/);
      assert.match(text, /attempts=1/);
      assert.match(text, /milliseconds=\d+/);
      assert.not.match(text, /pilot/i);
    },
  ));

test('the chain of causes of a refused connection', async () => {
  const endpoint = { kind: 'url', url: 'http://127.0.0.1:1', pathStyle: true } as const;
  await inHarbour({}, async ({ open }) => {
    const text = debugText(await failure(keysBelow(await open({ endpoint }))));
    assert.match(
      text,
      /caused by .*code="ECONNREFUSED" syscall="connect" address="127.0.0.1" port=1/,
    );
  });
});

test('what a server sends for an id goes through only when it reads as one', () =>
  inHarbour(
    {
      faults: () =>
        errorAnswer(403, 'AccessDenied', '', {
          'x-amz-request-id': 'the pilot knows the shoals',
          'x-amz-id-2': 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY00',
        }),
    },
    async ({ open }) => {
      const text = debugText(await failure(keysBelow(await open())));
      assert.not.match(text, /pilot|wJalr|requestId|hostId/);
    },
  ));

test('a cause that is hostile in form or depth is cut', () => {
  const circle: { cause?: unknown; code: string; message: string } = {
    code: 'a\u001b[31m',
    message: 'a secret',
  };
  circle.cause = circle;
  const text = debugText(new UserError('s3/unexpected', { key: 'k\u001b' }, { cause: circle }));
  assert.not.match(text, /\u001b|secret/);
  assert.ok(text.split('\n').length <= 10);
});

test.run();
