// The interop suite: the same requests against Ceph's radosgw, an S3 server that shares no code with this program. Installs it
// from Debian where it is missing and may be, starts it on loopback, runs test/interop/*.interop.ts, stops it.
//   node test/interop/run.mjs [SUBSTRING …]     only the files whose name holds one of the substrings
import { register } from 'tsx/esm/api';

register();
const { runInterop } = await import('./run-interop.ts');
process.exitCode = await runInterop(process.argv.slice(2));
