import { Entity, Property } from '@mikro-orm/core';
import {
  DomainError,
  newId,
  type ChangeCustomFieldInput,
  type CreateCustomFieldInput,
  type CustomFieldType,
} from '@daybook/contracts';
import { CatalogItem } from './catalog-item.entity';
import { faultOfValue, storedValue } from './custom-field-values';

/** A field that administrators added to orders. */
@Entity({ tableName: 'custom_field' })
export class CustomField extends CatalogItem {
  @Property({ type: 'string' })
  type: CustomFieldType;

  @Property({ type: 'array', columnType: 'text[]' })
  choices: string[] = [];

  @Property({ type: 'boolean' })
  required: boolean = false;

  /** The campaigns whose orders have it; empty: all. */
  @Property({ type: 'array', columnType: 'uuid[]' })
  campaignIds: string[] = [];

  /** @throws DomainError `billing.custom_field_invalid` */
  static create(input: CreateCustomFieldInput): CustomField {
    const field = new CustomField();
    field.id = newId();
    field.type = input.type;
    field.name = input.name;
    field.take(input);
    return field;
  }

  /** @throws DomainError `billing.custom_field_invalid` */
  change(input: ChangeCustomFieldInput): void {
    this.rename({ retired: input.retired });
    this.take(input);
  }

  /** Whether orders of a campaign have it. */
  belongsTo(campaignId: string): boolean {
    return this.campaignIds.length === 0 || this.campaignIds.includes(campaignId);
  }

  /** Why it cannot hold a value; null when it can. */
  faultOf(value: string): string | null {
    return faultOfValue(this.type, this.choices, value);
  }

  /** The value as orders keep it: one way of writing for each. */
  stored(value: string): string {
    return storedValue(this.type, value);
  }

  private take(input: Pick<ChangeCustomFieldInput, 'choices' | 'required' | 'campaignIds'>): void {
    this.choices = input.choices ?? this.choices;
    this.required = input.required ?? this.required;
    this.campaignIds = input.campaignIds ?? this.campaignIds;
    if ((this.type === 'choice') !== this.choices.length > 0) {
      throw new DomainError('billing.custom_field_invalid', {
        errors: [
          {
            field: 'choices',
            message: this.type === 'choice' ? 'are needed by a choice' : `have no place in a ${this.type}`,
          },
        ],
      });
    }
  }
}
