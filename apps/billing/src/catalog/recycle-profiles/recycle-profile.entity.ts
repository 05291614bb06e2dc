import { Entity, Property } from '@mikro-orm/core';
import {
  DomainError,
  money,
  newId,
  type ChangeRecycleProfileInput,
  type CreateRecycleProfileInput,
  type FieldFault,
  type Money,
  type RecycleTry,
} from '@daybook/contracts';
import { CatalogItem } from '../catalog-item.entity';

/** When a declined cycle is tried again, and for how much. */
@Entity({ tableName: 'recycle_profile' })
export class RecycleProfile extends CatalogItem {
  @Property({ type: 'json', columnType: 'jsonb' })
  tries: RecycleTry[];

  @Property({ type: 'string', columnType: 'numeric(19,4)', nullable: true })
  minimumAmount: string | null = null;

  /** Of all its amounts; null where it has none. It never changes: campaigns have chosen it for their currency. */
  @Property({ type: 'string', columnType: 'char(3)', nullable: true })
  currency: string | null = null;

  /** @throws DomainError `billing.recycle_profile_invalid` */
  static create(input: CreateRecycleProfileInput): RecycleProfile {
    const profile = new RecycleProfile();
    profile.id = newId();
    profile.change({ ...input, id: profile.id });
    return profile;
  }

  /** @throws DomainError `billing.recycle_profile_invalid` */
  change(input: ChangeRecycleProfileInput): void {
    const faults = this.faultsOf(input);
    if (faults.length > 0) throw new DomainError('billing.recycle_profile_invalid', { errors: faults });
    this.rename(input);
    if (input.tries !== undefined) this.tries = input.tries.map((one) => ({ ...one }));
    if (input.minimumPrice !== undefined) {
      this.minimumAmount = money(input.minimumPrice.amount, input.minimumPrice.currency).amount;
    }
    this.currency ??= currenciesOf(input)[0]?.currency ?? null;
  }

  get minimumPrice(): Money | null {
    if (this.minimumAmount === null || this.currency === null) return null;
    return money(this.minimumAmount, this.currency);
  }

  private faultsOf(input: ChangeRecycleProfileInput): FieldFault[] {
    const both = (input.tries ?? []).flatMap(({ percentOff, amountOff }, at) =>
      percentOff !== undefined && amountOff !== undefined
        ? [{ field: `tries.${at}.percentOff`, message: 'stands beside amountOff: only one of them may' }]
        : [],
    );
    const given = currenciesOf(input);
    const currency = this.currency ?? given[0]?.currency;
    const others = given
      .filter((one) => one.currency !== currency)
      .map(({ field }) => ({ field, message: `must be ${currency ?? ''}` }));
    return [...both, ...others];
  }
}

function currenciesOf({ tries = [], minimumPrice }: ChangeRecycleProfileInput): {
  field: string;
  currency: string;
}[] {
  return [
    ...tries.flatMap(({ amountOff }, at) =>
      amountOff === undefined
        ? []
        : [{ field: `tries.${at}.amountOff.currency`, currency: amountOff.currency }],
    ),
    ...(minimumPrice === undefined
      ? []
      : [{ field: 'minimumPrice.currency', currency: minimumPrice.currency }]),
  ];
}
