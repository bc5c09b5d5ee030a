// Memory and CPU of an extraction of 1,000,000 and of 3,000,000 objects in the same 50 files, from a server of canned pages.
//   node --import tsx bench/extraction.ts
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Measured {
  readonly objects: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  readonly listRequests: number;
  readonly files: number;
}

const CLIENT = fileURLToPath(new URL('./extraction-client.ts', import.meta.url));
const SERVER = fileURLToPath(new URL('./canned-lake.ts', import.meta.url));

async function measure(objects: number): Promise<Measured> {
  const server = spawn(process.execPath, ['--import', 'tsx', SERVER, String(objects)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const port = await new Promise<string>((resolve) => {
      server.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
    });
    const client = spawn(process.execPath, ['--import', 'tsx', CLIENT, port, String(objects)], {
      env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    client.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const code = await new Promise((resolve) => client.once('close', resolve));
    if (code !== 0) throw new Error(`the client failed: ${output}`);
    return JSON.parse(output) as Measured;
  } finally {
    server.kill();
  }
}

export async function run(): Promise<string> {
  const one = await measure(1_000_000);
  const three = await measure(3_000_000);
  const idle = await measure(0);
  const row = (name: string, measured: Measured): string =>
    `| ${name} | ${measured.listRequests} | ${measured.files} | ${measured.seconds.toFixed(1)} | ${(((measured.cpuSeconds - idle.cpuSeconds) / Math.max(1, measured.listRequests)) * 1_000).toFixed(2)} | ${measured.peakMiB.toFixed(0)} |`;
  return [
    'Extraction through the library from a server of canned pages on loopback (its own process), masks in one automaton,',
    'one mask that separates 50 files; client CPU a page is user + system time beyond that of an empty listing.',
    '',
    '| objects | list requests | files | seconds | client CPU ms a page | peak MiB |',
    '|---|---|---|---|---|---|',
    row('none', idle),
    row('1,000,000', one),
    row('3,000,000', three),
    '',
    `Memory at 3,000,000 objects: ${(three.peakMiB / one.peakMiB).toFixed(2)} times that at 1,000,000.`,
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await run());
