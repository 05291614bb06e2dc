import type { EntityManager } from '@mikro-orm/postgresql';
import { Keyset, type Page, type PageQuery } from '@daybook/contracts';
import { Bound, columnsOf, rows } from '@daybook/persistence';
import type { CaseConditions } from './case-filters';
import { Case } from './case.entity';
import type { CaseState } from './case.views';

/** How many of the newest are looked at one by one before the index is asked: what is common is found among them. */
const LOOKED_AT = 2000;

/** What a page is to hold; asked for each statement anew, since each binds its own values. */
export interface CaseListing {
  /** A condition that all that is sought meets and that an index of the newest has: those are looked at. */
  newestOf: (bound: Bound) => string;
  conditions: (bound: Bound) => CaseConditions;
}

/**
 * A page of the cases that meet all conditions, last modified first. What is common is found among the newest; what is
 * not found there is rare, so that all of it can be read from the index and sorted (decision 38).
 * @throws DomainError `request.cursor_invalid`
 */
export function newestCases(
  em: EntityManager,
  listing: CaseListing,
  query: Pick<PageQuery, 'limit' | 'cursor'>,
): Promise<Page<CaseState>> {
  return new Keyset('cases', 'moment', 'id').page(
    query,
    ({ modifiedAt, id }: CaseState) => [modifiedAt, id],
    async (after, limit) => {
      const read = (statement: Statement): Promise<CaseState[]> => {
        const bound = new Bound();
        return rows<CaseState>(em, statement(em, listing, { after, limit, bound }), bound.values);
      };
      const { terms } = listing.conditions(new Bound());
      if (terms.length === 0) return read(inTheirOrder);
      const newest = await read(amongTheNewest);
      return newest.length === limit ? newest : read(byTheIndex);
    },
  );
}

interface Wanted {
  after: readonly [moment: string, id: string] | null;
  limit: number;
  bound: Bound;
}
type Statement = (em: EntityManager, listing: CaseListing, wanted: Wanted) => string;

const inTheirOrder: Statement = (em, { conditions }, wanted) => {
  const { others } = conditions(wanted.bound);
  return `${select(em, 'customer_case c')} ${ordered(others, wanted)}`;
};

const amongTheNewest: Statement = (em, { newestOf, conditions }, wanted) => {
  const { bound } = wanted;
  const { terms, others } = conditions(bound);
  const walked = [newestOf(bound), ...behind(wanted)];
  const newest = `(
    select c.* from customer_case c where ${walked.join(' and ')}
    order by c.modified_at desc, c.id desc limit ${LOOKED_AT}) c`;
  return `${select(em, `${newest} join case_search s on s.case_id = c.id`)} ${ordered([...terms, ...others], {
    ...wanted,
    after: null,
  })}`;
};

const byTheIndex: Statement = (em, { conditions }, wanted) => {
  const { terms, others } = conditions(wanted.bound);
  return `with found as materialized (select s.case_id from case_search s where ${terms.join(' and ')})
    ${select(em, 'found f join customer_case c on c.id = f.case_id')} ${ordered(others, wanted)}`;
};

/** Cases `c` with the names of their customers. */
export function select(em: EntityManager, from: string): string {
  return `select ${columnsOf(em, Case, 'c')}, p.name as "customerName"
    from ${from} left join known_customer p on p.id = c.customer_id`;
}

function ordered(conditions: readonly string[], wanted: Wanted): string {
  return `where ${['true', ...conditions, ...behind(wanted)].join(' and ')}
    order by c.modified_at desc, c.id desc limit ${wanted.bound.add(wanted.limit)}`;
}

function behind({ after, bound }: Wanted): string[] {
  if (after === null) return [];
  const [moment, id] = after;
  return [`(c.modified_at, c.id) < (${bound.add(moment)}::timestamptz, ${bound.add(id)}::uuid)`];
}
