import { CatalogItemInput } from './campaigns.inputs';
import { Flag, Id, Ids, ListOf, Name, OneOf, Text, Whole } from '../../fields';

/** What the value of an order custom field may be. Every value travels as a text. */
export const customFieldTypes = ['text', 'number', 'date', 'choice', 'boolean'] as const;
export type CustomFieldType = (typeof customFieldTypes)[number];

const choices = 'The values of a choice; only of that type, and at least one';
const required = 'Whether an order cannot be completed without it';
const campaigns = 'The campaigns whose orders have it; empty: all';

/** Creates an order custom field. Errors: `billing.name_taken`, `billing.custom_field_invalid`, `billing.unknown_reference`. */
export class CreateCustomFieldInput {
  @Name('Its name, by which orders and the report have it; never changes', { min: 1, max: 60 })
  name!: string;

  @OneOf(
    customFieldTypes,
    'text; number: a decimal such as `12.5`; date: a day such as `2026-11-21`; choice: one of `choices`; boolean: `true` or `false`',
  )
  type!: CustomFieldType;

  @ListOf(Name({ min: 1, max: 200 }), choices, { optional: true, max: 200, unique: true })
  choices?: string[];

  @Flag(required, { optional: true, default: false })
  required?: boolean;

  @Ids(campaigns, { optional: true, max: 200, unique: true })
  campaignIds?: string[];
}

/** Changes, retires or reinstates an order custom field. Errors: `billing.not_found`, `billing.custom_field_invalid`, `billing.unknown_reference`, `request.stale`. */
export class ChangeCustomFieldInput extends CatalogItemInput {
  @ListOf(Name({ min: 1, max: 200 }), choices, { optional: true, max: 200, unique: true })
  choices?: string[];

  @Flag(required, { optional: true })
  required?: boolean;

  @Ids(campaigns, { optional: true, max: 200, unique: true })
  campaignIds?: string[];

  @Flag('A retired field is set on no order any more', { optional: true })
  retired?: boolean;
}

/** An order custom field. */
export class CustomFieldView {
  @Id()
  id!: string;

  @Whole('Goes into If-Match when it is changed')
  version!: number;

  @Text()
  name!: string;

  @OneOf(customFieldTypes)
  type!: CustomFieldType;

  @ListOf(Text(), 'The values of a choice; empty for the other types')
  choices!: string[];

  @Flag(required)
  required!: boolean;

  @Ids(campaigns)
  campaignIds!: string[];

  @Flag()
  retired!: boolean;
}
