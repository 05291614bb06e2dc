import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { FulfillmentHouseSecretsView } from '@daybook/contracts';
import { HttpClient, type Answer } from './http-client';

/** How a webhook is sent, where it is not as it should be. */
export interface Oddity {
  id?: string;
  /** When it says that it was signed. */
  signedAt?: Date;
  secret?: string;
  house?: string;
}

/** A fulfillment house as its own developer would write it: signed webhooks to our address. */
export class HouseClient {
  private readonly http: HttpClient;

  constructor(
    gateway: string,
    private readonly house: Pick<FulfillmentHouseSecretsView, 'name' | 'webhookSecret'>,
  ) {
    this.http = new HttpClient(`${gateway}/api/v1`);
  }

  /** Signs a body, whatever it is, and posts it. */
  post(body: string, oddity: Oddity = {}): Promise<Answer<{ code?: string }>> {
    const id = oddity.id ?? `msg_${randomUUID()}`;
    const at = oddity.signedAt ?? new Date();
    return this.http.try('POST', `/webhooks/fulfillment/${oddity.house ?? this.house.name}`, {
      raw: body,
      headers: {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(oddity.secret ?? this.house.webhookSecret).sign(id, at, body),
      },
    });
  }

  /** Says that a fulfillment was shipped. */
  shipped(
    fulfillmentId: string,
    trackingNumber: string,
    oddity: Oddity = {},
  ): Promise<Answer<{ code?: string }>> {
    return this.post(
      JSON.stringify({
        type: 'fulfillment.shipped',
        timestamp: new Date().toISOString(),
        data: { fulfillmentId, trackingNumber, carrier: 'UPS' },
      }),
      oddity,
    );
  }
}
