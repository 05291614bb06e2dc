import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../../card-number';
import { CatalogItemInput } from './campaigns.inputs';

/** What the value of an order custom field may be. Every value travels as a text. */
export const customFieldTypes = ['text', 'number', 'date', 'choice', 'boolean'] as const;
export type CustomFieldType = (typeof customFieldTypes)[number];

const choices = 'The values of a choice; only of that type, and at least one';
const required = 'Whether an order cannot be completed without it';
const campaigns = 'The campaigns whose orders have it; empty: all';

/** Creates an order custom field. Errors: `billing.name_taken`, `billing.custom_field_invalid`, `billing.unknown_reference`. */
export class CreateCustomFieldInput {
  @JSONSchema({ description: 'Its name, by which orders and the report have it; never changes' })
  @IsString()
  @Length(1, 60)
  name!: string;

  @JSONSchema({
    description:
      'text; number: a decimal such as `12.5`; date: a day such as `2026-11-21`; choice: one of `choices`; boolean: `true` or `false`',
  })
  @IsIn(customFieldTypes)
  type!: CustomFieldType;

  @JSONSchema({ description: choices })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  @NoCardNumber()
  choices?: string[];

  @JSONSchema({ description: required, default: false })
  @IsOptional()
  @IsBoolean()
  required?: boolean;

  @JSONSchema({ description: campaigns })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  campaignIds?: string[];
}

/** Changes, retires or reinstates an order custom field. Errors: `billing.not_found`, `billing.custom_field_invalid`, `billing.unknown_reference`, `request.stale`. */
export class ChangeCustomFieldInput extends CatalogItemInput {
  @JSONSchema({ description: choices })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  @NoCardNumber()
  choices?: string[];

  @JSONSchema({ description: required })
  @IsOptional()
  @IsBoolean()
  required?: boolean;

  @JSONSchema({ description: campaigns })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  campaignIds?: string[];

  @JSONSchema({ description: 'A retired field is set on no order any more' })
  @IsOptional()
  @IsBoolean()
  retired?: boolean;
}

/** An order custom field. */
export class CustomFieldView {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: 'Goes into If-Match when it is changed' })
  @IsInt()
  version!: number;

  @IsString()
  name!: string;

  @IsIn(customFieldTypes)
  type!: CustomFieldType;

  @JSONSchema({ description: 'The values of a choice; empty for the other types' })
  @IsArray()
  @IsString({ each: true })
  choices!: string[];

  @JSONSchema({ description: required })
  @IsBoolean()
  required!: boolean;

  @JSONSchema({ description: campaigns })
  @IsArray()
  @IsUUID(undefined, { each: true })
  campaignIds!: string[];

  @IsBoolean()
  retired!: boolean;
}
