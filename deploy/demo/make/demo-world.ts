import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { CampaignView, DiscountView, ProductView } from '@daybook/contracts';
import { DateTime } from 'luxon';
import { type HttpClient, Refused } from '../../clients/http-client';
import type { SystemClock } from '../../local/system/system-clock';
import { Agenda } from './agenda';
import { CALL_CENTERS, STAFF, type CallCenter, type StaffMember } from './demo-staff';
import type { CampaignKey, EngineName, HouseName, ProductKey } from './demo-offer';
import type { Draw } from './draw';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Somebody of the staff who has signed in. */
export interface Colleague extends StaffMember {
  readonly id: string;
  readonly client: HttpClient;
}

/** Everything around the customers of the demonstration: its clock, its people, what is sold, and who is outside. */
export class DemoWorld {
  readonly agenda = new Agenda();
  readonly campaigns = new Map<CampaignKey, CampaignView>();
  readonly products = new Map<ProductKey, ProductView>();
  readonly callCenters = new Map<CallCenter, string>();
  readonly staff = new Map<string, Colleague>();
  readonly engines = new Map<EngineName, string>();
  readonly houses = new Map<HouseName, string>();
  readonly discounts: DiscountView[] = [];
  /** Houses that may still have webhooks on their way. */
  private readonly speaking = new Set<string>();
  /** The connector of a channel. */
  connector!: HttpClient;
  /** What was not possible, by its code: customers change their minds faster than scripts. */
  readonly refusals = new Map<string, number>();

  constructor(
    readonly clock: SystemClock,
    readonly admin: HttpClient,
    readonly sandbox: HttpClient,
    /** With the processor's key. */
    readonly processor: HttpClient,
    readonly mails: HttpClient,
    readonly end: number,
  ) {}

  get now(): number {
    return this.clock.now().getTime();
  }

  /** Does something later; nothing happens after the end. */
  later(hours: number, run: () => Promise<void>): void {
    this.agenda.add(this.now + hours * HOUR_MS, run);
  }

  /** Who is at work at a moment, the diligent more often; whoever watches at night where nobody is. */
  onDuty(draw: Draw, at = this.now): Colleague {
    const there = STAFF.filter(({ callCenter, pace }) => pace > 0 && isOpen(callCenter, at));
    const some = there.length > 0 ? there : STAFF.filter(({ pace }) => pace > 0);
    return this.colleague(draw.weighted(some.map((member) => [member.pace, member.username])));
  }

  /** One of those who may do more, at work if any is. */
  leadOnDuty(draw: Draw): Colleague {
    const leads = STAFF.filter(({ accessLevel }) => accessLevel === 'cs_admin');
    const there = leads.filter(({ callCenter }) => isOpen(callCenter, this.now));
    return this.colleague(draw.pick(there.length > 0 ? there : leads).username);
  }

  colleague(username: string): Colleague {
    const found = this.staff.get(username);
    if (found === undefined) throw new Error(`Nobody is called ${username}`);
    return found;
  }

  campaign(key: CampaignKey): CampaignView {
    return this.campaigns.get(key) as CampaignView;
  }

  product(key: ProductKey): ProductView {
    return this.products.get(key) as ProductView;
  }

  /** A house's webhook about a fulfillment; it is taken before the clock is turned again. */
  async houseReports(house: string, ref: string, type: string, data: object = {}): Promise<void> {
    await this.sandbox.post(`/house/${house}/orders/${ref}/events`, { type, data });
    this.speaking.add(house);
  }

  /** Waits until everything that houses had to say was taken: a webhook on its way does not outlive a turn of the clock. */
  async housesAreQuiet(): Promise<void> {
    for (const house of this.speaking) {
      this.speaking.delete(house);
      for (let looked = 0; looked < 60; looked++) {
        const { undelivered } = await this.sandbox.get<{ undelivered: number }>(`/house/${house}`);
        if (undelivered === 0) break;
        await delay(50);
      }
    }
  }

  /** An engine's message; resolves with its receipt. */
  async engineReports(engine: string, type: string, data: object): Promise<void> {
    const { receipt } = (
      await this.sandbox.send<{ receipt: { outcome: string; code?: string } | null }>(
        'POST',
        `/engine/${engine}/events`,
        { body: { type, data, id: randomUUID(), waitMs: 10_000 } },
      )
    ).body;
    if (receipt?.outcome !== 'accepted') this.refused(`engine ${type} ${receipt?.code ?? 'no receipt'}`);
  }

  refused(what: string): void {
    this.refusals.set(what, (this.refusals.get(what) ?? 0) + 1);
  }

  /** Runs a task; what is refused, or not answered in time, is put down and nothing more comes of it. */
  async attempt(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.refused(reasonOf(error));
    }
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Refused)
    return `${error.request.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')} ${error.problem.code}`;
  return error instanceof Error ? `${error.name} ${error.message}` : String(error);
}

/** Whether people of a call center are at work; Manila sits through the night of the others. */
function isOpen(callCenter: CallCenter | undefined, at: number): boolean {
  if (callCenter === undefined) return false;
  const { hour, weekday } = DateTime.fromMillis(at, { zone: CALL_CENTERS[callCenter] });
  return hour >= 8 && hour < (weekday > 5 ? 14 : 19);
}

/** Asks until something is there: what others have to hear of takes its moment. */
export async function soon<T>(look: () => Promise<T | undefined>, tries = 40): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      const found = await look();
      if (found !== undefined) return found;
    } catch (error) {
      if (!(error instanceof Refused) || ![404, 409].includes(error.status) || tried >= tries) throw error;
    }
    if (tried >= tries) throw new Refused('look', 404, { code: 'demo.not_there' } as never);
    await delay(100);
  }
}
