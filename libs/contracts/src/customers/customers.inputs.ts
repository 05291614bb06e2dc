import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsISO8601,
  IsISO31661Alpha2,
  IsOptional,
  IsString,
  IsTimeZone,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../card-number';
import { Given } from '../given';
import { PageQuery } from '../paging';
import { IsPhoneSearch } from '../phone-search';
import { CustomerAddress, CustomerEmail, CustomerPhoneInput } from './contact-points';

/** What a customer can be, besides the name. Lists replace the whole list. */
export class CustomerProfileInput {
  @Given()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => CustomerEmail)
  @JSONSchema({
    description: 'All e-mail addresses; exactly one is primary (the first one, when none says so).',
  })
  emails?: CustomerEmail[];

  @Given()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => CustomerPhoneInput)
  @JSONSchema({ description: 'All phone numbers.' })
  phones?: CustomerPhoneInput[];

  @Given()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => CustomerAddress)
  @JSONSchema({ description: 'All addresses. The first one says the customer’s country.' })
  addresses?: CustomerAddress[];

  @IsOptional()
  @Matches(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i, { message: 'language must be a language tag such as en-US' })
  @MaxLength(35)
  @JSONSchema({
    description: 'BCP 47 language tag; null clears it.',
    type: ['string', 'null'],
    examples: ['en-US'],
  })
  language?: string | null;

  @IsOptional()
  @IsTimeZone()
  @JSONSchema({
    description: 'IANA time zone; null clears it.',
    type: ['string', 'null'],
    examples: ['America/New_York'],
  })
  timeZone?: string | null;

  @Given()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 50, { each: true })
  @NoCardNumber()
  @JSONSchema({ description: 'Keywords to tell customers apart, such as "vip".' })
  tags?: string[];

  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'birthday must be a date such as 1985-04-12' })
  @JSONSchema({
    description: 'Calendar date; null clears it.',
    type: ['string', 'null'],
    examples: ['1985-04-12'],
  })
  birthday?: string | null;

  @IsOptional()
  @IsUUID()
  @JSONSchema({
    description: 'The user who looks after the customer; null clears it.',
    type: ['string', 'null'],
  })
  ownerId?: string | null;

  @IsOptional()
  @IsBoolean()
  @JSONSchema({
    description: 'Whether the customer agreed to hear of offers; null: was not asked.',
    type: ['boolean', 'null'],
  })
  marketingConsent?: boolean | null;
}

/** Input of CreateCustomer. */
export class CreateCustomerInput extends CustomerProfileInput {
  @IsString()
  @Length(1, 200)
  @Matches(/\S/, { message: 'name must not be blank' })
  @NoCardNumber()
  @JSONSchema({ description: 'The customer’s name as it is shown.', examples: ['Ada Lovelace'] })
  name!: string;
}

/** Input of UpdateCustomer: only the fields to change. */
export class UpdateCustomerInput extends CustomerProfileInput {
  @IsUUID()
  id!: string;

  @Given()
  @IsString()
  @Length(1, 200)
  @Matches(/\S/, { message: 'name must not be blank' })
  @NoCardNumber()
  name?: string;
}

/** Input of calls about one customer. */
export class CustomerIdInput {
  @IsUUID()
  id!: string;
}

/** Input of SearchCustomers. Every condition given must hold. */
export class SearchCustomersInput extends PageQuery {
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @JSONSchema({
    description:
      'Looks in names (typing errors forgiven), e-mail addresses, phone numbers in any format, order numbers and the last four digits of cards.',
  })
  query?: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  @JSONSchema({
    description: 'Words of the name, or how they begin, in any order; typing errors are forgiven.',
  })
  name?: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  @JSONSchema({ description: 'The first word of the name, or how it begins; typing errors are forgiven.' })
  firstName?: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  @JSONSchema({
    description: 'Words of the name after the first one, or how they begin; typing errors are forgiven.',
  })
  lastName?: string;

  @IsOptional()
  @IsString()
  @Length(1, 254)
  @JSONSchema({
    description: 'An e-mail address, or how it or a part of it begins.',
    examples: ['example.net'],
  })
  email?: string;

  @IsOptional()
  @IsPhoneSearch()
  @JSONSchema({ description: 'A phone number in any format, or its last digits, four at least.' })
  phone?: string;

  @IsOptional()
  @IsString()
  @Length(1, 64)
  @JSONSchema({ description: 'Number of any of the customer’s orders.' })
  orderNumber?: string;

  @IsOptional()
  @Matches(/^\d{4}$/, { message: 'cardLastFour must be four digits' })
  @JSONSchema({ description: 'Last four digits of a card the customer paid with.' })
  cardLastFour?: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  @JSONSchema({ description: 'Words of the lines of an address, or how they begin.', examples: ['12 Main'] })
  address?: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  @JSONSchema({ description: 'The city of an address, or how it begins.' })
  city?: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  @JSONSchema({
    description: 'The state, province or region of an address, or how it begins; two letters are a code.',
    examples: ['IL'],
  })
  state?: string;

  @IsOptional()
  @IsString()
  @Length(1, 20)
  @JSONSchema({
    description: 'The postal code of an address, or how it begins; spaces and dashes do not count.',
  })
  postalCode?: string;

  @IsOptional()
  @IsISO31661Alpha2()
  @JSONSchema({ description: 'The country of an address, ISO 3166-1 alpha-2.', examples: ['US'] })
  country?: string;
}
