import { SystemClock } from '@daybook/testing';
import { HttpClient } from '../../../deploy/clients/http-client';
import { systemUnderTest } from '../system-address';
import { Seller } from '../seller';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A seller in the system whose clock can be turned, seen through the public faces alone. */
export class Scenario {
  private constructor(
    readonly seller: Seller,
    private readonly clock: SystemClock,
    private readonly processor: HttpClient,
  ) {}

  /** Sets up a seller of its own. Several stages may stand beside each other; they share the clock. */
  static async open(
    options: { captureAt?: 'sale' | 'shipment'; houseBehaviour?: string } = {},
  ): Promise<Scenario> {
    const system = systemUnderTest();
    if (system.clockFile === undefined) throw new Error('the clock of this system cannot be turned');
    const admin = await HttpClient.stayIn(system.urls.gateway, 'admin', system.adminPassword);
    const processor = new HttpClient(system.urls.sandbox, {
      authorization: `Bearer ${system.processorKey ?? ''}`,
    });
    const clock = new SystemClock(system.clockFile);
    return new Scenario(await Seller.setUp(system, { ...options, admin }), clock, processor);
  }

  /** A person with an access level, signed in for as long as the story lasts. */
  get admin(): HttpClient {
    return this.seller.admin;
  }

  /** Lets the payment processor settle all that is captured: from then on it is refunded, not voided. */
  async settle(): Promise<void> {
    await this.processor.send('POST', '/v1/settlements');
  }

  /** What time it is for the system. */
  now(): Date {
    return this.clock.now();
  }

  /** Turns the clocks of all processes forward by days; never back. */
  turn(days: number): void {
    this.clock.turn(days * DAY_MS);
  }

  /** Turns the clocks of all processes forward to a moment; one that is past already changes nothing. */
  turnTo(moment: Date): void {
    this.clock.turnTo(moment);
  }
}
