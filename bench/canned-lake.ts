// An S3 server that knows one answer: a listing of N synthetic objects in 50 files, page by page, and a small CSV for every read.
// Run as a child process, so that its work is not counted with the client's: node --import tsx bench/canned-lake.ts OBJECTS
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const PAGE = 1_000;
export const FILES = 50;

/** Key number `i` in byte order: 50 tables, each with its days and parts; 62 characters. */
function keyOf(i: number, objects: number): string {
  const perFile = Math.ceil(objects / FILES);
  const table = String(Math.floor(i / perFile)).padStart(2, '0');
  const part = String(i % perFile).padStart(9, '0');
  const day = `${2000 + Math.floor((i % perFile) / 3_000)}`;
  return `warehouse/harbour.db/landings_${table}/year=${day}/part-${part}.csv`;
}

/** The number of the first key after a text, in byte order. O(log objects). */
function firstAfter(text: string, objects: number): number {
  const bytes = Buffer.from(text);
  let [low, high] = [0, objects];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Buffer.compare(Buffer.from(keyOf(middle, objects)), bytes) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

function page(from: number, objects: number): string {
  const to = Math.min(objects, from + PAGE);
  let body = `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>harbour</Name><Prefix></Prefix><KeyCount>${to - from}</KeyCount><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType><IsTruncated>${to < objects}</IsTruncated>`;
  if (to < objects) body += `<NextContinuationToken>${to}</NextContinuationToken>`;
  for (let i = from; i < to; i += 1) {
    const hash = ((i * 2_654_435_761) >>> 0).toString(16).padStart(8, '0').repeat(4);
    body += `<Contents><Key>${encodeURIComponent(keyOf(i, objects)).replaceAll('%2F', '/')}</Key><LastModified>2026-11-01T00:00:00.000Z</LastModified><ETag>&quot;${hash}&quot;</ETag><Size>1048576</Size><StorageClass>STANDARD</StorageClass></Contents>`;
  }
  return `${body}</ListBucketResult>`;
}

if (process.argv[1]?.endsWith('canned-lake.ts')) {
  const objects = Number(process.argv[2]);
  const csv = Buffer.from('landing_id;ship;weight_kg\n1;Aurora;12\n');
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.searchParams.get('list-type') === '2') {
      const token = url.searchParams.get('continuation-token');
      const prefix = url.searchParams.get('prefix') ?? '';
      const after = url.searchParams.get('start-after');
      // Only what the bench asks: everything below one literal prefix.
      if (!'warehouse/harbour.db/landings_'.startsWith(prefix)) response.statusCode = 500;
      response.setHeader('content-type', 'application/xml');
      const from = token ?? (after === null ? 0 : firstAfter(after, objects));
      response.end(page(Number(from), objects));
      return;
    }
    response.writeHead(206, {
      'content-range': `bytes 0-${csv.length - 1}/${csv.length}`,
      'content-type': 'text/csv',
      etag: request.headers['if-match'] ?? '"e"',
    });
    response.end(csv);
  });
  server.listen(0, '127.0.0.1', () => {
    console.log((server.address() as AddressInfo).port);
  });
}
