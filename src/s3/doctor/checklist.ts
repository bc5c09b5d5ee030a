import type { FindingArgs, UserError } from '../../catalogue/index.ts';
import type { PolicyStatement } from '../policy/policy-document.ts';
import { CHECKS, type Check, type CheckId } from './diagnosis.ts';

/** Checks as they are made. The first word about one is the last, unless it turns out later that it fails. */
export class Checklist {
  private readonly made = new Map<CheckId, Check>();

  ok(id: CheckId, args: FindingArgs = {}): void {
    this.add({ id, state: 'ok', args });
  }
  note(id: CheckId, args: FindingArgs): void {
    this.add({ id, state: 'note', args });
  }
  skipped(id: CheckId, reason: string): void {
    this.add({ id, state: 'skipped', args: { reason } });
  }
  failed(id: CheckId, error: UserError, statement?: PolicyStatement): void {
    this.add({ id, state: 'failed', args: {}, error, ...(statement && { statement }) });
  }

  private add(check: Check): void {
    const before = this.made.get(check.id)?.state;
    if (before === undefined || (check.state === 'failed' && before !== 'failed')) {
      this.made.set(check.id, check);
    }
  }

  /** What nobody came to is skipped. */
  get checks(): readonly Check[] {
    return CHECKS.map(
      (id) =>
        this.made.get(id) ?? ({ id, state: 'skipped', args: { reason: 'not-reached' } } as const),
    );
  }
}
