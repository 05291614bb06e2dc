import type { EntityManager } from '@mikro-orm/postgresql';
import { rows } from '@daybook/persistence';
import type { Catalog, DaybookEvent } from '@daybook/contracts';
import type { Transact } from '../store/postgres/report-database';
import type { Projector } from './projector';
import { fromBody } from '../store/model/stored-event';

/** Events moved in one transaction. */
const PART = 500;

/**
 * Moves events that were kept because nobody knew their type into the ordinary activities, once the
 * catalog knows it. Several replicas may do it at once: an event is taken by one of them.
 * @returns how many were moved
 */
export async function moveLegacyEvents(
  catalog: Catalog,
  projector: Projector,
  transact: Transact,
): Promise<number> {
  const kept = await transact((em) => rows<{ type: string }>(em, 'select distinct type from legacy_event'));
  const known = kept.map(({ type }) => type).filter((type) => catalog.find(type) !== undefined);
  let moved = 0;
  for (let part = PART; known.length > 0 && part === PART; moved += part) {
    part = await transact(async (em) => {
      const events = await take(em, known);
      if (events.length > 0) await projector.applyLegacy(em, events);
      return events.length;
    });
  }
  return moved;
}

async function take(em: EntityManager, types: readonly string[]): Promise<DaybookEvent[]> {
  const taken = await rows<{ event: DaybookEvent; personal: object }>(
    em,
    `delete from legacy_event
      where event_id in (select event_id from legacy_event where type = any($1::text[])
                          limit ${PART} for update skip locked)
      returning event, personal`,
    [types],
  );
  return taken.map(({ event, personal }) => fromBody(event, personal));
}
