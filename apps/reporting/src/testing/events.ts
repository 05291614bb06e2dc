import {
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
  next(told: TestEvent): DaybookEvent {
    const producer = told.type.split('.')[0] as ProducerName;
    const sequence = told.sequence ?? (this.last.get(producer) ?? 0) + 1;
    this.last.set(producer, sequence);
    const time = told.time ?? '2026-11-20T10:00:00.000Z';
    const id = newId();
    return {
      specversion: '1.0',
      id,
      source: `/daybook/${producer}`,
      type: told.type,
      time,
      recordedtime: time,
      datacontenttype: 'application/json',
      epoch: told.epoch ?? 1,
      sequence,
      correlationid: id,
      actortype: 'system',
      actorname: 'System',
      ...told.actor,
      data: {
        attributes: told.attributes ?? {},
        context: { productIds: [], customFields: {}, ...told.context },
        about: told.about ?? {},
        personal: told.personal ?? {},
      },
    };
  }
}
