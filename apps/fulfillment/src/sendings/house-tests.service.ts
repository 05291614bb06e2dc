import { Injectable } from '@nestjs/common';
import { DomainError, newId, type FulfillmentHouseInput, type HouseTestView } from '@daybook/contracts';
import { Clock, UnitOfWork } from '@daybook/persistence';
import { House } from '../houses/house.entity';
import { HouseSecrets } from '../houses/house-secrets';
import { HouseClient } from './house-client';

/** Tries whether a house can be reached and takes our signature. */
@Injectable()
export class HouseTestsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly secrets: HouseSecrets,
    private readonly houses: HouseClient,
  ) {}

  /** Sends one message that means nothing. @throws DomainError `fulfillment.not_found` */
  async test({ id }: FulfillmentHouseInput): Promise<HouseTestView> {
    const now = this.clock.now();
    const { url, secrets } = await this.work.read(async (em) => {
      const house = await em.findOne(House, { id });
      if (house === null) throw new DomainError('fulfillment.not_found');
      return { url: house.url, secrets: await this.secrets.of(em, id, 'orders', now) };
    });
    const body = JSON.stringify({ type: 'fulfillment.test', timestamp: now.toISOString(), data: {} });
    const never = new AbortController().signal;
    const answer = await this.houses.post({ url, secrets, webhookId: newId(), body }, never);
    return {
      taken: answer.status !== null && answer.status >= 200 && answer.status < 300,
      url,
      ...(answer.status === null ? {} : { status: answer.status }),
      ...(answer.error === null ? {} : { error: answer.error }),
      ...(answer.body === null ? {} : { answer: answer.body }),
      durationMs: Math.round(answer.durationMs),
    };
  }
}
