import {
  sequenceText,
  newId,
  type DaybookEvent,
  type EventContext,
  type EventPersonal,
  type ProducerName,
} from '@daybook/contracts';

/** What a test says of an event; the rest is filled in. */
export interface TestEvent {
  type: string;
  epoch?: number;
  sequence?: number;
  time?: string;
  actor?: Partial<Pick<DaybookEvent, 'actortype' | 'actorid' | 'actorname' | 'actorlevel'>>;
  attributes?: Record<string, unknown>;
  context?: Partial<EventContext>;
  personal?: EventPersonal;
  about?: DaybookEvent['data']['about'];
}

/** Journals that number their events without a gap. */
export class TestJournals {
  private readonly last = new Map<ProducerName, number>();

  /** The next event of the service its type belongs to. */
  next(reported: TestEvent): DaybookEvent {
    const producer = reported.type.split('.')[0] as ProducerName;
    const sequence = reported.sequence ?? (this.last.get(producer) ?? 0) + 1;
    this.last.set(producer, sequence);
    const time = reported.time ?? '2026-11-20T10:00:00.000Z';
    const id = newId();
    return {
      specversion: '1.0',
      id,
      source: `/daybook/${producer}`,
      type: reported.type,
      time,
      recordedtime: time,
      datacontenttype: 'application/json',
      epoch: reported.epoch ?? 1,
      sequence: sequenceText(reported.epoch ?? 1, sequence),
      correlationid: id,
      actortype: 'system',
      actorname: 'System',
      ...reported.actor,
      data: {
        attributes: reported.attributes ?? {},
        context: { productIds: [], customFields: {}, ...reported.context },
        about: reported.about ?? {},
        personal: reported.personal ?? {},
      },
    };
  }
}
