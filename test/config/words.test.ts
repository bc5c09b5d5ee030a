import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { FindingArgs, Observation } from '../../src/catalogue/index.ts';
import { configErrorWords, configWords } from '../../src/report/words/config.ts';

const test = suite('the words about a configuration');

const file = 'conf/datagalaxy.config.yaml';

test('what cannot be read is named, with its reason and a next step', () => {
  const cases: [keyof typeof configErrorWords, FindingArgs, RegExp][] = [
    ['config/not-found', { file }, /no configuration file "conf\//],
    ['config/not-found', { directory: 'docks', names: [] }, /from "docks" up/],
    ['config/too-large', { file, limit: 1048576 }, /1,048,576 bytes/],
    ['config/invalid', { file, errors: 5 }, /has 5 errors/],
    ['config/invalid', { errors: 1 }, /the configuration has 1 error$/],
    ['config/unreadable', { file, reason: 'access-denied' }, /may not be read/],
    ['config/unreadable', { file, reason: 'directory' }, /is a directory/],
    ['config/unreadable', { file, reason: 'not-a-file' }, /not a regular file/],
    ['config/unreadable', { file, reason: 'empty' }, /is empty/],
    ['config/unreadable', { file, reason: 'not-utf8' }, /not UTF-8/],
    ['config/unreadable', { file, reason: 'outside-repository' }, /out of the repository/],
    ['config/unreadable', { file, reason: 'failed', code: 'EIO' }, /cannot be read \("EIO"\)/],
  ];
  for (const [id, args, message] of cases) {
    const words = configErrorWords[id](args);
    assert.match(words.message, message);
    assert.ok(words.next);
    assert.not.match(words.message, /undefined|NaN/);
  }
});

test('hostile names and texts stay on one harmless line', () => {
  const hostile = 'a\n::error::\u001b[31m\u202e';
  const args = { name: hostile, given: hostile, mask: hostile, rest: hostile, host: hostile };
  const lists = { nearest: [hostile], allowed: [hostile], declared: [hostile] };
  for (const [rule, words] of Object.entries(configWords)) {
    for (const reason of ['one-of', 'encoding', 'required', 'duplicate-key', 'other']) {
      const observation = {
        rule: rule as Observation['rule'],
        subject: { key: `auth[${JSON.stringify(hostile)}]` },
        args: { ...args, ...lists, reason, kind: 'auth' },
      };
      const { message, next = '' } = words(observation);
      assert.not.match(message + next, /[\n\u001b\u202e]/, rule);
    }
  }
});

test.run();
