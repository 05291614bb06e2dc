import {
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { JSONSchema } from 'class-validator-jsonschema';
import { CustomerAddress, CustomerEmail, CustomerPhone } from './contact-points';

/** A customer as every call shows it. */
export class CustomerView {
  @IsUUID()
  id!: string;

  /** Grows with every change; what If-Match names. */
  @IsInt()
  @JSONSchema({ description: 'Grows with every change; If-Match names it.' })
  version!: number;

  @IsString()
  name!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => CustomerEmail)
  emails!: CustomerEmail[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => CustomerPhone)
  phones!: CustomerPhone[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => CustomerAddress)
  addresses!: CustomerAddress[];

  /** Of the first address. */
  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'Country of the first address.', type: ['string', 'null'] })
  country!: string | null;

  @IsOptional()
  @IsString()
  @JSONSchema({ type: ['string', 'null'] })
  language!: string | null;

  @IsOptional()
  @IsString()
  @JSONSchema({ type: ['string', 'null'] })
  timeZone!: string | null;

  @IsArray()
  @IsString({ each: true })
  tags!: string[];

  @IsOptional()
  @IsString()
  @JSONSchema({ type: ['string', 'null'] })
  birthday!: string | null;

  @IsOptional()
  @IsUUID()
  @JSONSchema({ type: ['string', 'null'] })
  ownerId!: string | null;

  @IsOptional()
  @IsBoolean()
  @JSONSchema({
    description: 'Whether the customer agreed to hear of offers; null: was not asked.',
    type: ['boolean', 'null'],
  })
  marketingConsent!: boolean | null;

  @IsOptional()
  @IsRFC3339()
  @JSONSchema({
    description: 'When what is personal of the customer was erased, for ever.',
    type: ['string', 'null'],
  })
  anonymisedAt!: string | null;

  @IsRFC3339()
  createdAt!: string;

  @IsRFC3339()
  updatedAt!: string;
}
