import { CatalogItemInput } from './campaigns.inputs';
import { Amount, Flag, Id, Money, Name, Parts, Sum, Text, Whole } from '../../fields';

/** One try at a declined cycle. */
export class RecycleTry {
  @Whole('How many days after the decline before it', { min: 1, max: 90 })
  afterDays!: number;

  @Whole('Percent taken off what the cycle costs; either this or `amountOff`, or neither', {
    optional: true,
    min: 1,
    max: 99,
  })
  percentOff?: number;

  @Amount('Taken off what the cycle costs', { optional: true })
  amountOff?: Money;
}

const tries =
  'The tries in their order, each at most as dear as it says. After the last of them the cycle is given up';
const minimum =
  'What a cycle costs at least, however much is taken off. All amounts of a profile are in one currency';

/** Creates a recycle profile. Errors: `billing.name_taken`, `billing.recycle_profile_invalid`. */
export class CreateRecycleProfileInput {
  @Name({ min: 1, max: 100 })
  name!: string;

  @Parts(RecycleTry, tries, { min: 1, max: 20 })
  tries!: RecycleTry[];

  @Amount(minimum, { optional: true })
  minimumPrice?: Money;
}

/**
 * Changes, retires or reinstates a recycle profile. Errors: `billing.not_found`, `billing.name_taken`,
 * `billing.recycle_profile_invalid`, `request.stale`.
 */
export class ChangeRecycleProfileInput extends CatalogItemInput {
  @Name({ optional: true, min: 1, max: 100 })
  name?: string;

  @Parts(RecycleTry, `${tries}. Takes the place of the list before`, { optional: true, min: 1, max: 20 })
  tries?: RecycleTry[];

  @Amount(minimum, { optional: true })
  minimumPrice?: Money;

  @Flag('A retired one stays with the campaigns that have it and is offered no more', { optional: true })
  retired?: boolean;
}

/** A recycle profile: when a declined cycle is tried again, and for how much. */
export class RecycleProfileView {
  @Id()
  id!: string;

  @Whole('Goes into If-Match when it is changed')
  version!: number;

  @Text()
  name!: string;

  @Parts(RecycleTry)
  tries!: RecycleTry[];

  @Sum({ optional: true })
  minimumPrice?: Money;

  @Flag()
  retired!: boolean;
}
