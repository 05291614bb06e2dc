import type { EntityManager } from '@mikro-orm/postgresql';
import { rows } from '@daybook/persistence';
import { ZERO_ID, type Catalog, type DaybookEvent } from '@daybook/contracts';
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
  let last: string | undefined = known.length > 0 ? ZERO_ID : undefined;
  while (last !== undefined) {
    const after: string = last;
    last = await transact(async (em) => {
      const events = await take(em, known, after);
      if (events.length > 0) moved += await projector.applyLegacy(em, events);
      // What does not fit what its type says by now is kept again as it was.
      return events
        .map(({ id }) => id)
        .sort()
        .at(-1);
    });
  }
  return moved;
}

async function take(em: EntityManager, types: readonly string[], after: string): Promise<DaybookEvent[]> {
  const taken = await rows<{ event: DaybookEvent; personal: object }>(
    em,
    `delete from legacy_event
      where event_id in (select event_id from legacy_event where type = any($1::text[]) and event_id > $2
                          order by event_id limit ${PART} for update skip locked)
      returning event, personal`,
    [types, after],
  );
  return taken.map(({ event, personal }) => fromBody(event, personal));
}
