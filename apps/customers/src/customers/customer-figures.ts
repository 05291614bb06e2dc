import type { EntityManager } from '@mikro-orm/postgresql';
import { isZero, money, type Actor, type CustomerView } from '@daybook/contracts';
import { Bound, firstRow } from '@daybook/persistence';
import Big from 'big.js';

/** What people want to see beside a customer, as the database says it. */
export interface CustomerFigures {
  blacklisted: boolean;
  openCases: number;
  values: { currency: string; captured: string; returned: string }[];
}

/** Of a customer who is new. */
export const noFigures: CustomerFigures = { blacklisted: false, openCases: 0, values: [] };

/**
 * The columns that say it of customer `c`, in the statement that reads the customer.
 * @param actor who is kept to campaigns sees the money of those only
 */
export function figureColumns({ campaignIds }: Actor, bound: Bound): string {
  const within = campaignIds === null ? '' : `and v.campaign_id = any (${bound.add(campaignIds)}::text[])`;
  return `exists (select from blacklist_entry b where b.customer_id = c.id) as blacklisted,
    (select count(*)::int from customer_case k where k.customer_id = c.id and k.open) as "openCases",
    (select coalesce(jsonb_agg(sums order by sums.currency), '[]') from (
       select v.currency, sum(v.captured)::text as captured, sum(v.returned)::text as returned
       from customer_value v where v.customer_id = c.id ${within} group by v.currency) as sums) as "values"`;
}

/** Of one customer who was read otherwise. */
export async function figuresOf(em: EntityManager, id: string, actor: Actor): Promise<CustomerFigures> {
  const bound = new Bound(id);
  const text = `select ${figureColumns(actor, bound)} from (select $1::uuid as id) as c`;
  return (await firstRow<CustomerFigures>(em, text, bound.values)) ?? noFigures;
}

/** As callers see it. */
export function shownFigures({
  blacklisted,
  openCases,
  values,
}: CustomerFigures): Pick<CustomerView, 'blacklisted' | 'openCases' | 'lifetimeValue'> {
  const lifetimeValue = values.map(({ currency, captured, returned }) => {
    const left = new Big(captured).minus(returned);
    return {
      captured: money(captured, currency),
      returned: money(returned, currency),
      value: money(left.lt(0) ? '0' : left, currency),
    };
  });
  return {
    blacklisted,
    openCases,
    lifetimeValue: lifetimeValue.filter(({ captured, returned }) => !isZero(captured) || !isZero(returned)),
  };
}
