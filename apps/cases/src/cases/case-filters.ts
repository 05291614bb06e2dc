import type { Actor, ListCasesInput } from '@daybook/contracts';
import type { SqlPart } from './case-scope';

/** The conditions on case `c` that a list's filters mean; all of them must hold. */
export function caseConditions(input: ListCasesInput, actor: Actor): SqlPart[] {
  return [
    oneOf('c.status', input.status),
    oneOf('c.type', input.type),
    oneOf('c.priority', input.priority),
    oneOf('c.channel', input.channel),
    input.assignee === undefined ? null : assignee(input.assignee, actor),
    input.tag === undefined ? null : tagged(input.tag),
    input.customerId === undefined ? null : { sql: 'c.customer_id = ?::uuid', params: [input.customerId] },
    input.text === undefined ? null : text(input.text),
  ].filter((condition) => condition !== null);
}

function oneOf(column: string, values: readonly string[] | undefined): SqlPart | null {
  if (values === undefined || values.length === 0) return null;
  return {
    sql: `${column} = any (array(select jsonb_array_elements_text(?::jsonb)))`,
    params: [JSON.stringify(values)],
  };
}

function assignee(who: string, actor: Actor): SqlPart {
  if (who === 'none') return { sql: 'c.responsible_id is null', params: [] };
  return { sql: 'c.responsible_id = ?::uuid', params: [who === 'me' ? actor.id : who] };
}

function tagged(tags: readonly string[]): SqlPart | null {
  if (tags.length === 0) return null;
  return {
    sql: `(${tags.map(() => 'c.tags @> ?::jsonb').join(' or ')})`,
    params: tags.map((tag) => JSON.stringify([tag])),
  };
}

/** In number, subject, tags, messages and the customer's name. Each by an index of its own, hence the union. */
function text(sought: string): SqlPart {
  const part = `%${sought.trim().replace(/[\\%_]/g, '\\$&')}%`;
  const number = /^\s*(?:c-?)?(\d{1,9})\s*$/i.exec(sought)?.[1];
  return {
    sql: `c.id in (
      select id from customer_case where subject ilike ?
      union select id from customer_case where number = ?::int
      union select id from customer_case where tags @> ?::jsonb
      union select case_id from case_message where text ilike ?
      union select f.id from customer_case f join known_customer k on k.id = f.customer_id where k.name ilike ?)`,
    params: [part, number === undefined ? null : Number(number), JSON.stringify([sought.trim()]), part, part],
  };
}
