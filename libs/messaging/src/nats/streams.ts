import {
  DiscardPolicy,
  nanos,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type StreamConfig,
} from 'nats';

const day = 24 * 60 * 60 * 1000;

type StreamPlan = Pick<
  StreamConfig,
  'name' | 'subjects' | 'max_age' | 'max_msg_size' | 'duplicate_window' | 'description'
>;

/** As long as the relay may publish an event again because it does not know whether it was taken. */
const relayRepeats = nanos(2 * 60 * 1000);
/** An engine's repeated message must come through, to be answered with a receipt; billing knows it by its id. */
const engineRepeats = nanos(100);

/** The streams, by name. JetStream is transport: what counts is in the journals and databases. */
export const streams = {
  EVENTS: {
    name: 'EVENTS',
    description: 'Domain events of all services',
    subjects: ['events.>'],
    max_age: nanos(7 * day),
    max_msg_size: 1024 * 1024,
    duplicate_window: relayRepeats,
  },
  INTAKE: {
    name: 'INTAKE',
    description: 'What billing engines publish',
    subjects: ['intake.billing.>'],
    max_age: nanos(7 * day),
    // Larger than what billing takes, so that a message that is too large is rejected with a reason and kept.
    max_msg_size: 1024 * 1024,
    duplicate_window: engineRepeats,
  },
  OUT: {
    name: 'OUT',
    description: 'What billing engines are told',
    subjects: ['out.billing.>'],
    max_age: nanos(7 * day),
    max_msg_size: 64 * 1024,
    duplicate_window: relayRepeats,
  },
} as const satisfies Record<string, StreamPlan>;

/** The name of a stream. */
export type StreamName = keyof typeof streams;

/** Makes a stream where it is missing. Answers whether it had to be made. */
export async function ensureStream(
  manager: JetStreamManager,
  name: StreamName,
  replicas: number,
): Promise<boolean> {
  try {
    await manager.streams.info(name);
    return false;
  } catch (error) {
    if (!(error instanceof Error) || !/not found/i.test(error.message)) throw error;
  }
  const plan = streams[name];
  try {
    await manager.streams.add({
      ...plan,
      subjects: [...plan.subjects],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      num_replicas: replicas,
    });
    return true;
  } catch (error) {
    // Another process made it at the same moment.
    if (error instanceof Error && /already in use/i.test(error.message)) return false;
    throw error;
  }
}
