import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bucket } from './bucket.ts';
import { type FaultHook, withFault } from './fault.ts';
import { decodeToken, type ListingQuery, listingXml, listPage } from './listing.ts';
import { type Answer, readObject } from './reading.ts';
import { Refusal } from './refusal.ts';
import { readRequest, type S3Request } from './request.ts';
import { type ServerCredential, verifySignature } from './signature.ts';

/** All that a request is answered from. */
export interface World {
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly credentials: readonly ServerCredential[];
  readonly virtualHosts: readonly string[];
  readonly now: () => number;
  readonly faults: FaultHook | undefined;
  readonly counters: { list: number; read: number; refused: number };
}

/** Answers one request, with what the fault hook makes of it. */
export async function serve(
  world: World,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  message.resume();
  let answer: Answer;
  let fault: ReturnType<FaultHook>;
  try {
    const request = readRequest(message, world.virtualHosts);
    const operation = request.key === '' ? 'list' : 'read';
    world.counters[operation]++;
    const { list, read } = world.counters;
    const query = new Map(request.query);
    fault = world.faults?.({ ...request, operation, query, count: list + read });
    answer = answerTo(world, request);
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal('InternalError');
    world.counters.refused++;
    answer = {
      status: refusal.status,
      headers: { 'content-type': 'application/xml', ...refusal.headers },
      body: Buffer.from(refusal.xml),
    };
  }
  if (fault?.delayMs !== undefined) await sleep(fault.delayMs, undefined, { ref: false });
  send(
    response,
    fault === undefined ? answer : withFault(answer, fault),
    world.now(),
    fault?.cutAfter,
  );
}

function send(
  response: ServerResponse,
  answer: Answer,
  now: number,
  cutAfter = answer.body.length,
): void {
  if (cutAfter < 0) {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, {
    date: new Date(now).toUTCString(),
    'content-length': answer.body.length,
    ...answer.headers,
  });
  if (cutAfter >= answer.body.length) response.end(answer.body);
  else response.write(answer.body.subarray(0, cutAfter), () => response.destroy());
}

/** The right answer. Throws the `Refusal` otherwise, in the order in which S3 looks: who, which bucket, where, what. */
function answerTo(world: World, request: S3Request): Answer {
  if (request.method !== 'GET') throw new Refusal('MethodNotAllowed');
  const signedFor =
    request.headers['authorization'] === undefined
      ? undefined
      : verifySignature(request, world.credentials, world.now());
  const bucket = world.buckets.get(request.bucket);
  if (bucket === undefined) throw new Refusal('NoSuchBucket', { BucketName: request.bucket });
  if (signedFor === undefined && !bucket.isPublic) throw new Refusal('AccessDenied');
  if (bucket.region !== undefined && signedFor !== undefined && signedFor !== bucket.region) {
    const headers = { 'x-amz-bucket-region': bucket.region };
    throw new Refusal('PermanentRedirect', { Bucket: bucket.name }, headers);
  }
  if (request.key === '') return list(bucket, request);
  const object = bucket.get(request.key);
  if (object === undefined) throw new Refusal('NoSuchKey', { Key: request.key });
  return readObject(object, request);
}

function list(bucket: Bucket, request: S3Request): Answer {
  const query = new Map(request.query);
  if (query.get('list-type') !== '2') throw new Refusal('NotImplemented');
  const parameters = readListing(query);
  return {
    status: 200,
    headers: {
      'content-type': 'application/xml',
      ...(bucket.region && { 'x-amz-bucket-region': bucket.region }),
    },
    body: Buffer.from(listingXml(bucket, parameters, listPage(bucket, parameters))),
  };
}

function readListing(query: ReadonlyMap<string, string>): ListingQuery {
  const maxKeys = Number(query.get('max-keys') ?? 1000);
  if (!Number.isInteger(maxKeys) || maxKeys < 0) throw new Refusal('InvalidArgument');
  const encoding = query.get('encoding-type') ?? '';
  if (encoding !== '' && encoding !== 'url') throw new Refusal('InvalidArgument');
  const token = query.get('continuation-token');
  if (token === '') throw new Refusal('InvalidArgument');
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    startAfter: query.get('start-after') ?? '',
    token: token === undefined ? undefined : decodeToken(token),
    maxKeys: Math.min(maxKeys, 1000),
    urlEncoded: encoding === 'url',
  };
}
