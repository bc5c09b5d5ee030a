// One process of the test run: loads the given test files and executes their suites.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

globalThis.UVU_DEFER = 1;
const uvu = await import('uvu');
for (const [index, file] of process.argv.slice(2).entries()) {
  globalThis.UVU_INDEX = index;
  globalThis.UVU_QUEUE[index] = [file];
  await import(pathToFileURL(resolve(file)).href);
  // A file that forgets `.run()` would pass without a single test.
  if (globalThis.UVU_QUEUE[index].length === 1) throw new Error(`${file} registers no test`);
}
await uvu.exec();
