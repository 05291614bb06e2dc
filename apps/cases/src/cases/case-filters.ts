import { caseViews, type Actor, type CaseViewName, type ListCasesInput } from '@daybook/contracts';
import { conditionsOf, type Bound } from '@daybook/persistence';

/** The conditions of a list: on its terms `s`, which are indexed together, and on the case `c` itself. */
export interface CaseConditions {
  terms: string[];
  others: string[];
}

/** A condition on either. */
type Condition = { terms: string } | { other: string };

interface CaseViewCondition {
  counted: (me: string, now: string) => string;
  /** Where it is not a matter of the time. */
  facet?: (me: string) => string;
}

/** What a named view asks for besides being open or pending: of a case `c` that is counted, and of its facets. */
const VIEWS: Readonly<Record<CaseViewName, CaseViewCondition>> = {
  unresolved: { counted: () => 'true' },
  unassigned: { counted: () => 'c.responsible_id is null', facet: () => 'r:none' },
  mine: { counted: (me) => `c.responsible_id = ${me}::uuid`, facet: (me) => `r:${me}` },
  urgent: { counted: () => `c.priority = 'urgent'`, facet: () => 'p:urgent' },
  target_warning: { counted: (_, now) => `c.target_warn_at <= ${now}::timestamptz` },
  target_missed: { counted: () => 'c.target_missed', facet: () => 'm:missed' },
};

/**
 * All named views, each as a count over the cases `c` that are open or pending.
 * @param me the placeholder of the caller's id
 * @param now that of the moment
 */
export function viewCounts(me: string, now: string): string {
  return caseViews
    .map((view) => `count(*) filter (where ${VIEWS[view].counted(me, now)})::int as "${view}"`)
    .join(', ');
}

/** The conditions that a list's filters mean; all of them must hold. */
export function caseConditions(input: ListCasesInput, actor: Actor, now: Date, bound: Bound): CaseConditions {
  const anyOf =
    (facet: string) =>
    (values: readonly string[]): Condition | null =>
      values.length === 0
        ? null
        : { terms: `s.facets && ${bound.add(values.map((value) => facet + value))}::text[]` };
  const one = (facet: string): Condition => ({ terms: `s.facets @> array[${bound.add(facet)}]` });
  const hoursAgo = (hours: number): string =>
    `${bound.add(new Date(now.getTime() - hours * 60 * 60 * 1000))}::timestamptz`;
  const conditions = conditionsOf<ListCasesInput, Condition>(input, {
    view: (view) => {
      if (view === 'target_warning') return { other: VIEWS[view].counted('', bound.add(now)) };
      const facet = VIEWS[view].facet?.(actor.id ?? '');
      const facets = `s.facets && array['s:open', 's:pending']`;
      return { terms: facet === undefined ? facets : `${facets} and s.facets @> array[${bound.add(facet)}]` };
    },
    status: anyOf('s:'),
    type: anyOf('y:'),
    priority: anyOf('p:'),
    channel: anyOf('c:'),
    assignee: (who) => one(`r:${(who === 'me' ? (actor.id ?? '') : who).toLowerCase()}`),
    tag: (tags) =>
      tags.length === 0
        ? null
        : {
            terms: `s.facets && array(select 't:' || plain_text(tag) from unnest(${bound.add(tags)}::text[]) tag)`,
          },
    customerId: (id) => one(`u:${id.toLowerCase()}`),
    minAgeHours: (hours) => ({ other: `c.created_at <= ${hoursAgo(hours)}` }),
    maxAgeHours: (hours) => ({ other: `c.created_at >= ${hoursAgo(hours)}` }),
    text: (sought) => ({ terms: `s.words @@ case_query(${bound.add(withNumbers(sought))})` }),
  });
  return {
    terms: conditions.flatMap((each) => ('terms' in each ? [each.terms] : [])),
    others: conditions.flatMap((each) => ('other' in each ? [each.other] : [])),
  };
}

/** What all that a list asks for is, where an index has the newest of just that. */
export function newestOf({ view, status = [] }: ListCasesInput, bound: Bound): string {
  if (view !== undefined && view !== 'target_warning') return `c.status in ('open', 'pending')`;
  return status.length === 1 ? `c.status = ${bound.add(status[0])}` : 'true';
}

/** Numbers of cases stand among their words: `C-1042` and `#1042` mean that case alone, `1042` whatever has that number. */
function withNumbers(sought: string): string {
  return sought.replace(/(^|\s)(?:#|c-)(\d{1,9})(?=\s|$)/gi, '$1c$2');
}
