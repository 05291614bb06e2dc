import type { IntakeReceipt, IntakeType, Money } from '@daybook/contracts';
import { forEach } from '../clients/demo-client';
import type { EngineClient } from '../clients/engine-client';
import type { Tally, DoneActivity } from './tally';
import type { Measurements } from './measurements';
import type { Billing } from './load-plan';

/** A purchase that the engine bills in the night after it was made. */
export interface Due {
  purchaseId: string;
  price: Money;
  trial: boolean;
  billing: Billing;
  activity: Omit<DoneActivity, 'type'>;
}

const AT_ONCE = 32;

/** A billing engine that bills in nightly bursts, many purchases at once. */
export class LoadEngine {
  private due: Due[] = [];

  constructor(
    private readonly client: EngineClient,
    private readonly tally: Tally,
    private readonly measurements: Measurements,
  ) {}

  /** Takes note of a purchase that is to be billed. */
  take(due: Due): void {
    this.due.push(due);
  }

  /** Bills everything that is due. */
  async night(): Promise<void> {
    const due = this.due.splice(0);
    await forEach(due, AT_ONCE, (each) => this.bill(each));
  }

  private async bill(due: Due): Promise<void> {
    try {
      await this.follow(due);
    } catch (error) {
      this.measurements.fault(`engine: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async follow(due: Due): Promise<void> {
    const { billing } = due;
    await this.cycle(due, 1);
    if (due.trial && (billing === 'succeeds' || billing === 'twice'))
      await this.emit(due, 'trial.completed', {}, 'billing.trial.completed');
    else if (due.trial) return;
    if (billing === 'twice') await this.cycle(due, 2);
  }

  private async cycle(due: Due, cycle: number): Promise<void> {
    const { billing, price } = due;
    await this.emit(due, 'rebill.started', { cycle, amount: price }, 'billing.rebill.started');
    const paid = { cycle, amount: price, processor: 'sandbox', responseCode: '00' };
    const declined = { ...paid, responseCode: '51', declineKind: billing === 'hard' ? 'hard' : 'soft' };
    if (billing === 'succeeds' || billing === 'twice') {
      await this.emit(due, 'rebill.succeeded', paid, 'billing.rebill.succeeded');
      return;
    }
    const recycled = billing === 'hard' ? [] : ['billing.recycle.started'];
    await this.emit(due, 'rebill.failed', declined, 'billing.rebill.failed', ...recycled);
    if (billing === 'saved')
      await this.emit(due, 'recycle.saved', { ...paid, attempt: 2 }, 'billing.recycle.saved');
    if (billing === 'lost')
      await this.emit(due, 'recycle.failed', { ...declined, attempt: 2 }, 'billing.recycle.failed');
  }

  /** Publishes one message and waits for its receipt. What it leads to is put down when it was accepted. */
  private async emit(due: Due, type: IntakeType, data: object, ...activities: string[]): Promise<void> {
    const { purchaseId, activity } = due;
    const id = `${type}-${purchaseId}-${(data as { cycle?: number }).cycle ?? 0}`;
    const receipt = await this.measurements.time(
      `engine ${type}`,
      () => this.client.emit(type, { purchaseId, ...data }, id),
      said,
    );
    if (receipt.outcome !== 'accepted' || receipt.code !== undefined)
      this.measurements.fault(`engine ${type}: ${said(receipt)} ${receipt.detail ?? ''}`);
    if (receipt.outcome === 'accepted')
      for (const key of activities) this.tally.add({ ...activity, type: key });
  }
}

function said({ outcome, code }: IntakeReceipt): string {
  return code === undefined ? outcome : `${outcome} ${code}`;
}
