import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsRFC3339, Min, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { producers, type ProducerName } from '../actor';

/** What can be said about an answer's completeness. */
export const completenessStates = ['complete', 'behind', 'unknown'] as const;
/** `complete`: holds everything announced; `behind`: what is missing is named; `unknown`: the service is silent, so nobody can tell. */
export type CompletenessState = (typeof completenessStates)[number];

/** Sequences that are missing, both ends included. */
export class MissingSequences {
  @IsInt()
  @JSONSchema({ description: 'Generation of the journal the sequences belong to.' })
  epoch!: number;

  @IsInt()
  @Min(1)
  from!: number;

  @IsInt()
  @Min(1)
  to!: number;
}

/** How complete an answer is about what one service has recorded. */
export class ServiceCompletenessView {
  @IsIn(producers)
  service!: ProducerName;

  @IsIn(completenessStates)
  @JSONSchema({
    description:
      'complete: everything up to the announced head is in; behind: something is not; unknown: the service has been silent for 5 seconds or was never heard.',
  })
  state!: CompletenessState;

  @IsOptional()
  @IsInt()
  @JSONSchema({
    description: "Current generation of the service's journal; absent until it was heard or read.",
  })
  epoch?: number;

  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'Up to this sequence of the epoch every event is in.' })
  sequence!: number;

  @IsOptional()
  @IsInt()
  @JSONSchema({ description: 'Last sequence the service has announced for the epoch.' })
  head?: number;

  @IsOptional()
  @IsRFC3339()
  @JSONSchema({ description: 'When the head was announced.' })
  headTime?: string;

  @IsOptional()
  @IsRFC3339()
  @JSONSchema({
    description: 'Nothing recorded up to this moment is missing; absent where that cannot be told.',
  })
  completeUntil?: string;

  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'How many announced events are missing, of all epochs.' })
  missingCount!: number;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => MissingSequences)
  @JSONSchema({ description: 'Which ones: the first 100 ranges.' })
  missing!: MissingSequences[];

  @IsInt()
  @Min(0)
  @JSONSchema({
    description: 'How many of the missing ones came but could not be applied (see the dead letters).',
  })
  deadLetters!: number;

  @IsInt()
  @Min(0)
  @JSONSchema({
    description: 'Events the service had recorded but not yet numbered when it announced its head.',
  })
  pending!: number;
}

/** Up to where an answer holds everything, and what it lacks. */
export class CompletenessView {
  @IsInt()
  @Min(0)
  @JSONSchema({
    description: 'Position at which the answer stands; pass it as minPosition to never read anything older.',
  })
  position!: number;

  @IsIn(completenessStates)
  @JSONSchema({
    description: 'unknown if any service is unknown, else behind if any is behind, else complete.',
  })
  state!: CompletenessState;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ServiceCompletenessView)
  services!: ServiceCompletenessView[];
}
