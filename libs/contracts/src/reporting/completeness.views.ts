import { producers, type ProducerName } from '../actor';
import { Moment, OneOf, Parts, Whole } from '../fields';

/** What can be said about an answer's completeness. */
export const completenessStates = ['complete', 'behind', 'unknown'] as const;
/** `complete`: holds everything announced; `behind`: what is missing is named; `unknown`: the service is silent, so nobody can tell. */
export type CompletenessState = (typeof completenessStates)[number];

/** Sequences that are missing, both ends included. */
export class MissingSequences {
  @Whole('Generation of the journal the sequences belong to.')
  epoch!: number;

  @Whole({ min: 1 })
  from!: number;

  @Whole({ min: 1 })
  to!: number;
}

/** How complete an answer is about what one service has recorded. */
export class ServiceCompletenessView {
  @OneOf(producers)
  service!: ProducerName;

  @OneOf(
    completenessStates,
    'complete: everything up to the announced head is in; behind: something is not; unknown: the service has been silent for 5 seconds or was never heard.',
  )
  state!: CompletenessState;

  @Whole("Current generation of the service's journal; absent until it was heard or read.", {
    optional: true,
  })
  epoch?: number;

  @Whole('Up to this sequence of the epoch every event is in.', { min: 0 })
  sequence!: number;

  @Whole('Last sequence the service has announced for the epoch.', { optional: true })
  head?: number;

  @Moment('When the head was announced.', { optional: true })
  headTime?: string;

  @Moment('Nothing recorded up to this moment is missing; absent where that cannot be told.', {
    optional: true,
  })
  completeUntil?: string;

  @Whole('How many announced events are missing, of all epochs.', { min: 0 })
  missingCount!: number;

  @Parts(MissingSequences, 'Which ones: the first 100 ranges.')
  missing!: MissingSequences[];

  @Whole('How many of the missing ones came but could not be applied (see the dead letters).', { min: 0 })
  deadLetters!: number;

  @Whole('Events the service had recorded but not yet numbered when it announced its head.', { min: 0 })
  pending!: number;
}

/** Up to where an answer holds everything, and what it lacks. */
export class CompletenessView {
  @Whole('Position at which the answer stands; pass it as minPosition to never read anything older.', {
    min: 0,
  })
  position!: number;

  @OneOf(
    completenessStates,
    'unknown if any service is unknown, else behind if any is behind, else complete.',
  )
  state!: CompletenessState;

  @Parts(ServiceCompletenessView)
  services!: ServiceCompletenessView[];
}
