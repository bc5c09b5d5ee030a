export type { Fault, FaultHook, FaultRequest } from './fault.ts';
export type { EmbeddedServer, RequestCounters, ServerBucket, ServerOptions } from './server.ts';
export { startServer } from './server.ts';
export type { ServerCredential } from './signature.ts';
