import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { JSONSchema } from 'class-validator-jsonschema';
import { blacklistKinds, type BlacklistKind } from '../activity/attributes/customers-attributes';
import { NoCardNumber } from '../card-number';
import { CustomerIdInput } from './customers.inputs';

/** One thing that new orders are matched by. */
export class BlacklistEntryInput {
  @IsIn(blacklistKinds)
  kind!: BlacklistKind;

  @JSONSchema({
    description:
      'card_bin: the first 6 to 8 digits of cards. country: ISO 3166-1 alpha-2. state: country and state, such as US-IL. Without it: all e-mail addresses, phone numbers, countries or states of the customer; a card BIN and an IP must be given.',
    examples: ['US-IL'],
  })
  @IsOptional()
  @IsString()
  @Length(1, 254)
  @Matches(/\S/, { message: 'value must not be blank' })
  @NoCardNumber()
  value?: string;
}

/**
 * Blacklists a customer, or changes what new orders are matched by. Errors: `customers.not_found`,
 * `customers.blacklist_value_missing`, `customers.blacklist_value_invalid`, `customers.anonymised`.
 */
export class BlacklistCustomerInput extends CustomerIdInput {
  @JSONSchema({ description: 'Why, as people will want to know.' })
  @IsString()
  @Length(1, 500)
  @Matches(/\S/, { message: 'reason must not be blank' })
  @NoCardNumber()
  reason!: string;

  @JSONSchema({ description: 'All that new orders are matched by from now on; what is left out is lifted.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => BlacklistEntryInput)
  entries!: BlacklistEntryInput[];
}

/** Lifts a customer's blacklist. Errors: `customers.not_found`, `customers.not_blacklisted`. */
export class LiftBlacklistInput extends CustomerIdInput {
  @JSONSchema({ description: 'Why, as people will want to know.' })
  @IsString()
  @Length(1, 500)
  @Matches(/\S/, { message: 'reason must not be blank' })
  @NoCardNumber()
  reason!: string;
}

/** One thing that new orders are matched by, and who said so. */
export class BlacklistEntryView {
  @IsUUID()
  id!: string;

  @IsIn(blacklistKinds)
  kind!: BlacklistKind;

  @JSONSchema({ description: 'In the notation in which it is compared.' })
  @IsString()
  value!: string;

  @IsString()
  reason!: string;

  @JSONSchema({ description: 'Username of whoever blacklisted.' })
  @IsString()
  by!: string;

  @IsRFC3339()
  since!: string;
}

/** Whether and by what a customer is blacklisted. */
export class BlacklistView {
  @IsUUID()
  customerId!: string;

  @IsBoolean()
  blacklisted!: boolean;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => BlacklistEntryView)
  entries!: BlacklistEntryView[];
}
