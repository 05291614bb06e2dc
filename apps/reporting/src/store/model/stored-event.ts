import { ZERO_ID, type ActorType, type DaybookEvent } from '@daybook/contracts';

/** How `activity.actor_kind` writes an actor's type. */
export const actorKinds: Readonly<Record<ActorType, number>> = { user: 1, api: 2, customer: 3, system: 4 };

/** What somebody without a name is called, by the kind of actor that it is. */
export function nameOfKind(kind: number | null): string {
  return kind === actorKinds.customer ? 'Customer' : 'System';
}

/** An event without what is personal of it, which is stored apart. */
export type StoredEvent = Omit<DaybookEvent, 'data'> & { data: object };

/** The wide part: the event as it came, and apart from it what may have to be erased. */
export function toBody(event: DaybookEvent): { event: string; personal: string } {
  const { personal, ...data } = event.data;
  return { event: JSON.stringify({ ...event, data }), personal: JSON.stringify(personal) };
}

/** Puts the two parts of a stored event together again, in the first of them. */
export function fromBody(event: StoredEvent, personal: object): DaybookEvent {
  // It was read for this, and is by far the bigger part: it is not copied.
  Object.assign(event.data, { personal });
  return event as DaybookEvent;
}

/** The customer an event is about; the zero id where it is about none. */
export function customerOf(event: DaybookEvent): string {
  const named = event.data.context.customerId ?? event.subject?.match(/^customers\/(.+)$/)?.[1];
  return named ?? ZERO_ID;
}
