import {
  sequenceText,
  newId,
  type DaybookEvent,
  type EventContext,
  type EventData,
  type ProducerName,
} from '@daybook/contracts';
import { eventually } from './eventually';
import type { TestCaller } from './service';

const sequences = new Map<ProducerName, number>();

/** Publishes an event as another service would. */
export async function emitFrom(
  { caller }: { caller: TestCaller },
  producer: ProducerName,
  type: string,
  context: Partial<EventContext>,
  {
    at = new Date(),
    ...said
  }: Partial<Pick<EventData, 'attributes' | 'personal' | 'about'>> & { at?: Date } = {},
): Promise<DaybookEvent> {
  const sequence = (sequences.get(producer) ?? 0) + 1;
  sequences.set(producer, sequence);
  const time = at.toISOString();
  const event: DaybookEvent = {
    specversion: '1.0',
    id: newId(),
    source: `/daybook/${producer}`,
    type,
    time,
    recordedtime: time,
    datacontenttype: 'application/json',
    epoch: 1,
    sequence: sequenceText(1, sequence),
    correlationid: newId(),
    actortype: 'system',
    actorname: 'System',
    data: {
      attributes: {},
      context: { productIds: [], customFields: {}, ...context },
      about: {},
      personal: {},
      ...said,
    },
  };
  // The service under test makes the stream, and may be at it still.
  await eventually('the stream takes an event', () =>
    caller.connection.jetstream().publish(`events.${type}`, JSON.stringify(event), { msgID: event.id }),
  );
  return event;
}
