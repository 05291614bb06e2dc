import { sequenceText, newId, type DaybookEvent } from '@daybook/contracts';

/** An event as billing's relay publishes it. */
export function billingEvent(
  type: string,
  data: Partial<DaybookEvent['data']>,
  sequence: number,
  at: Date,
): DaybookEvent {
  const now = at.toISOString();
  return {
    specversion: '1.0',
    id: newId(),
    source: '/daybook/billing',
    type,
    time: now,
    recordedtime: now,
    datacontenttype: 'application/json',
    epoch: 1,
    sequence: sequenceText(1, sequence),
    correlationid: newId(),
    actortype: 'system',
    actorname: 'System',
    data: {
      attributes: {},
      context: { productIds: [], customFields: {} },
      about: {},
      personal: {},
      ...data,
    },
  };
}
