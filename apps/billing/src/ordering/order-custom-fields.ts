import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, type FieldFault } from '@daybook/contracts';
import { noteUse } from '../catalog/campaign-use';
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
  private nameOf(name: string): string {
    return this.byName.get(name.toLowerCase())?.name ?? name;
  }

  /**
   * What changes make of the values an order has, and which of them are really new.
   * @throws DomainError `billing.custom_field_invalid`
   */
  change(
    known: Readonly<Record<string, string>>,
    changes: Readonly<Record<string, string | null>>,
  ): { values: Record<string, string>; changed: string[] } {
    const given = Object.entries(changes);
    const set = this.read(
      Object.fromEntries(given.filter((each): each is [string, string] => each[1] !== null)),
    );
    const gone = given.flatMap(([name, value]) => (value === null ? [this.nameOf(name)] : []));
    const values = { ...known, ...set };
    for (const name of gone) delete values[name];
    return { values, changed: [...Object.keys(set), ...gone].filter((name) => values[name] !== known[name]) };
  }

  /**
   * Makes sure that an order that is to be completed has what is required.
   * @param before of an order that is complete: what it had, and must keep; a field that was required later may lack
   * @throws DomainError `billing.custom_field_invalid` naming what is missing
   */
  expectComplete(values: Readonly<Record<string, string>>, before?: Readonly<Record<string, string>>): void {
    const missing = [...this.byName.values()].filter(
      (field) =>
        field.required &&
        this.faultOf(field) === null &&
        values[field.name] === undefined &&
        (before === undefined || before[field.name] !== undefined),
    );
    refuse(missing.map(({ name }) => ({ field: `customFields.${name}`, message: 'is needed' })));
  }

  /** Ids of the fields that values are of. */
  idsOf(values: Readonly<Record<string, string>>): string[] {
    return Object.keys(values).flatMap((name) => this.byName.get(name.toLowerCase())?.id ?? []);
  }

  /** Notes that an order has values of them. */
  noteUse(em: EntityManager, values: Readonly<Record<string, string>>): Promise<void> {
    return noteUse(em, this.campaignId, { customFieldIds: this.idsOf(values) });
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
