import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsISO31661Alpha2,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../card-number';

/** What an address is used for. */
export const addressPurposes = ['shipping', 'billing', 'home', 'work', 'other'] as const;
/** A purpose of an address. */
export type AddressPurpose = (typeof addressPurposes)[number];

/** One e-mail address of a customer. */
@JSONSchema({ description: 'An e-mail address of a customer; exactly one of them is the primary one.' })
export class CustomerEmail {
  @IsEmail()
  @MaxLength(254)
  @NoCardNumber()
  @JSONSchema({ description: 'The address as it was given.', examples: ['ada@example.com'] })
  address!: string;

  /** The one used for contact, alerts and newsletters. The first one is, when none says so. */
  @IsOptional()
  @IsBoolean()
  @JSONSchema({
    description: 'Used for contact, alerts and newsletters. The first one is, when none says so.',
  })
  primary?: boolean;
}

/** A phone number as a caller gives it. */
@JSONSchema({ description: 'A phone number in any usual notation.' })
export class CustomerPhoneInput {
  @Matches(/^(?=(?:\D*\d){3})[\d\s()+.\-/x#*,;]{3,40}$/i, {
    message: 'number must be a phone number of at least three digits',
  })
  @NoCardNumber()
  @JSONSchema({
    description:
      'In any usual notation. Without an international prefix it is read in the country of the first address.',
    examples: ['+1 (415) 555-2671'],
  })
  number!: string;

  /** What it is, in a word, such as "mobile". */
  @IsOptional()
  @IsString()
  @Length(1, 40)
  @NoCardNumber()
  @JSONSchema({ description: 'What it is, in a word.', examples: ['mobile'] })
  label?: string;
}

/** A phone number of a customer: what was typed, and the number it means. */
@JSONSchema({ description: 'A phone number of a customer.' })
export class CustomerPhone {
  @IsString()
  @JSONSchema({ description: 'What was typed.' })
  entered!: string;

  /** E.164; null when what was typed could not be read as a valid number. */
  @IsOptional()
  @IsString()
  @JSONSchema({
    description: 'E.164; null when what was typed is no valid number in any country known for the customer.',
    type: ['string', 'null'],
    examples: ['+14155552671'],
  })
  number!: string | null;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'The extension that was typed with it.' })
  extension?: string;

  @IsOptional()
  @IsString()
  label?: string;
}

/** A postal address of a customer. */
@JSONSchema({ description: 'A postal address of a customer.' })
export class CustomerAddress {
  /** In a change: the address that is meant; a new one gets an id. */
  @IsOptional()
  @IsUUID()
  @JSONSchema({
    description: 'Given by the system. In a change it says which address is meant; a new one has none.',
  })
  id?: string;

  @IsIn(addressPurposes)
  @JSONSchema({ description: 'What the address is used for.' })
  purpose!: AddressPurpose;

  /** Who receives there, where it is not the customer. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @NoCardNumber()
  @JSONSchema({ description: 'Who receives there, where it is not the customer.' })
  recipient?: string;

  @IsString()
  @Length(1, 200)
  @NoCardNumber()
  @JSONSchema({ description: 'Street and number.' })
  line1!: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  @NoCardNumber()
  line2?: string;

  @IsString()
  @Length(1, 100)
  @NoCardNumber()
  city!: string;

  /** State, province or region. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @NoCardNumber()
  @JSONSchema({ description: 'State, province or region.' })
  state?: string;

  @IsOptional()
  @IsString()
  @Length(1, 20)
  @NoCardNumber()
  postalCode?: string;

  @IsISO31661Alpha2()
  @Matches(/^[A-Z]{2}$/, { message: 'country must be in upper case' })
  @JSONSchema({ description: 'ISO 3166-1 alpha-2, upper case.', examples: ['US'] })
  country!: string;
}
