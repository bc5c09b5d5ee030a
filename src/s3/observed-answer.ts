import type { IncomingMessage } from 'node:http';
import { type DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { WireAnswer } from './exchange.ts';

/** The certificate chain that a server showed, its own first, and the protocol spoken. */
export interface TlsFacts {
  readonly protocol: string;
  /** Common names, or organisations where there is none. */
  readonly chain: readonly string[];
  /** End of the server's own certificate, in milliseconds since the epoch. */
  readonly validTo: number;
}

/** What one answer tells beside its body. */
export interface ObservedAnswer {
  readonly operation: 'list' | 'read';
  readonly status: number;
  /** From the sending to the first byte of the answer. */
  readonly milliseconds: number;
  readonly headers: Readonly<Record<string, string>>;
  /** As the request named it. */
  readonly host: string | undefined;
  /** The address that was connected to: a proxy's where there is one. */
  readonly address: string | undefined;
  /** Undefined over plain http. */
  readonly tls: TlsFacts | undefined;
}

/** Looks at an answer before its body is taken. */
export function observedAnswer(
  operation: ObservedAnswer['operation'],
  { statusCode, headers, body }: WireAnswer,
  milliseconds: number,
): ObservedAnswer {
  const { socket, req } = body as Partial<IncomingMessage> & {
    readonly req?: { getHeader(name: string): unknown };
  };
  const host = req?.getHeader('host');
  return {
    operation,
    status: statusCode,
    milliseconds,
    headers,
    host: typeof host === 'string' ? host : undefined,
    address: socket?.remoteAddress,
    tls: socket instanceof TLSSocket ? tlsFacts(socket) : undefined,
  };
}

/** A chain may sign itself in a circle. */
const MAX_CHAIN = 10;

function tlsFacts(socket: TLSSocket): TlsFacts {
  const own = socket.getPeerCertificate(true);
  const chain: string[] = [];
  const seen = new Set<string>();
  let next: DetailedPeerCertificate | undefined = own;
  while (next?.subject && !seen.has(next.fingerprint256) && chain.length < MAX_CHAIN) {
    seen.add(next.fingerprint256);
    chain.push(nameOf(next.subject));
    next = next.issuerCertificate;
  }
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    chain,
    validTo: Date.parse(own.valid_to ?? ''),
  };
}

/** A certificate may name several; Node then gives a list. */
function nameOf(subject: DetailedPeerCertificate['subject']): string {
  const name: unknown = subject.CN ?? subject.O ?? subject.OU ?? '';
  return Array.isArray(name) ? name.join(', ') : String(name);
}
