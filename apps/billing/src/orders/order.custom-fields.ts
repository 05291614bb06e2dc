import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, type FieldFault } from '@daybook/contracts';
import { CustomField } from '../catalog/custom-field.entity';

/** The order custom fields of a campaign, as administrators defined them. */
export class OrderFields {
  private constructor(
    private readonly byName: ReadonlyMap<string, CustomField>,
    private readonly campaignId: string,
  ) {}

  static async of(em: EntityManager, campaignId: string): Promise<OrderFields> {
    const all = await em.find(CustomField, {});
    return new OrderFields(new Map(all.map((field) => [field.name.toLowerCase(), field])), campaignId);
  }

  /**
   * Values as an order keeps them: under the fields' own names, each written in one way.
   * @throws DomainError `billing.custom_field_invalid` naming every fault
   */
  read(given: Readonly<Record<string, string>>): Record<string, string> {
    const faults: FieldFault[] = [];
    const values: Record<string, string> = {};
    for (const [name, value] of Object.entries(given)) {
      const field = this.byName.get(name.toLowerCase());
      const fault = this.faultOf(field) ?? field?.faultOf(value) ?? null;
      if (fault !== null || field === undefined) {
        faults.push({ field: `customFields.${name}`, message: fault ?? 'is not a custom field' });
      } else values[field.name] = field.stored(value);
    }
    refuse(faults);
    return values;
  }

  /** The name under which orders keep a field, however it is asked for. */
  nameOf(name: string): string {
    return this.byName.get(name.toLowerCase())?.name ?? name;
  }

  /**
   * Makes sure that an order that is to be completed has what is required.
   * @throws DomainError `billing.custom_field_invalid` naming what is missing
   */
  expectComplete(values: Readonly<Record<string, string>>): void {
    const missing = [...this.byName.values()].filter(
      (field) => field.required && this.faultOf(field) === null && values[field.name] === undefined,
    );
    refuse(missing.map(({ name }) => ({ field: `customFields.${name}`, message: 'is needed' })));
  }

  /** Ids of the fields that values are of. */
  idsOf(values: Readonly<Record<string, string>>): string[] {
    return Object.keys(values).flatMap((name) => this.byName.get(name.toLowerCase())?.id ?? []);
  }

  private faultOf(field: CustomField | undefined): string | null {
    if (field === undefined) return 'is not a custom field';
    if (!field.belongsTo(this.campaignId)) return "is not one of the campaign's";
    return field.retired ? 'is retired' : null;
  }
}

function refuse(errors: FieldFault[]): void {
  if (errors.length > 0) throw new DomainError('billing.custom_field_invalid', { errors });
}
