import type { Actor, ListCasesInput } from '@daybook/contracts';
import { conditionsOf, likePattern, type Bound } from '@daybook/persistence';

/** The conditions on case `c` that a list's filters mean; all of them must hold. */
export function caseConditions(input: ListCasesInput, actor: Actor, bound: Bound): string[] {
  const oneOf = (column: string) => (values: readonly string[]) =>
    values.length === 0 ? null : `${column} = any(${bound.add(values)}::text[])`;
  return conditionsOf<ListCasesInput, string>(input, {
    status: oneOf('c.status'),
    type: oneOf('c.type'),
    priority: oneOf('c.priority'),
    channel: oneOf('c.channel'),
    assignee: (who) =>
      who === 'none'
        ? 'c.responsible_id is null'
        : `c.responsible_id = ${bound.add(who === 'me' ? actor.id : who)}::uuid`,
    tag: (tags) =>
      tags.length === 0
        ? null
        : `(${tags.map((tag) => `c.tags @> ${bound.add(JSON.stringify([tag]))}::jsonb`).join(' or ')})`,
    customerId: (id) => `c.customer_id = ${bound.add(id)}::uuid`,
    text: (sought) => saying(sought, bound),
  });
}

/**
 * In number, subject, tags, messages and the customer's name, whatever the letters' case and accents. Each by an index of
 * its own, hence the union.
 */
function saying(sought: string, bound: Bound): string {
  const part = `plain_text(${bound.add(`%${likePattern(sought.trim())}%`)})`;
  const number = /^\s*(?:c-?)?(\d{1,9})\s*$/i.exec(sought)?.[1];
  return `c.id in (
    select id from customer_case where plain_text(subject) like ${part}
    union select id from customer_case where number = ${bound.add(number ?? null)}::int
    union select id from customer_case where tags @> ${bound.add(JSON.stringify([sought.trim()]))}::jsonb
    union select case_id from case_message where plain_text(text) like ${part}
    union select f.id from customer_case f join known_customer k on k.id = f.customer_id where plain_text(k.name) like ${part})`;
}
