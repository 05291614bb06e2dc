import type { EntityManager } from '@mikro-orm/postgresql';
import { idsIn, noteWrittenAbout, rows } from '@daybook/persistence';

/** What engines call a customer and what was sold to them, with the customer whom it leads to. */
const REFERENCES = `
  select r.engine_id, r.reference, p.customer_id from engine_reference r join purchase p on p.id = r.purchase_id
  union all
  select r.engine_id, r.reference, coalesce(o.customer_id, t.customer_id, r.subject_id)
  from engine_subject_reference r
    left join customer_order o on r.kind = 'order' and o.id = r.subject_id
    left join payment_transaction t on r.kind = 'transaction' and t.id = r.subject_id`;

/** Whom something that an engine sent may be about: by our ids, by order numbers, and by the engine's own references. */
const NAMED = `
  select id customer_id from unnest($1::uuid[]) id
  union select customer_id from customer_order where id = any($1) or order_number = any($2::text[])
  union select customer_id from purchase where id = any($1)
  union select customer_id from payment_transaction where id = any($1)
  union select n.customer_id from (${REFERENCES}) n join billing_engine e on e.id = n.engine_id
    where e.name = $3 and n.reference = any($4::text[])`;

/**
 * Something is kept as an engine sent it. Where it names a customer who was anonymised, they are erased again, and it
 * with them: nothing else would come to say so.
 */
export async function noteRawInput(em: EntityManager, engine: string, bytes: Uint8Array): Promise<void> {
  const text = Buffer.from(bytes).toString('utf8');
  const ids = idsIn(text).slice(0, 500);
  const numbers = [...new Set(text.match(/\bD-\d{1,18}\b/g) ?? [])].slice(0, 500);
  const found = await rows<{ customer_id: string }>(em, NAMED, [ids, numbers, engine, stringsIn(text)]);
  await noteWrittenAbout(
    em,
    found.map(({ customer_id }) => customer_id),
  );
}

/** Empties rejected messages that name what an engine calls a customer and what was sold to them. */
export async function eraseByReferences(em: EntityManager, customerId: string): Promise<void> {
  await rows(
    em,
    `update intake_rejection r set payload = '', detail = '', resolved_at = coalesce(resolved_at, received_at)
     where payload <> '' and exists (
       select from (${REFERENCES}) n join billing_engine e on e.id = n.engine_id
       where n.customer_id = $1 and e.name = r.engine
         and position(convert_to(to_json(n.reference)::text, 'UTF8') in r.payload) > 0)`,
    [customerId],
  );
}

/** The strings of a JSON text, whatever else is wrong with it; without what no database takes. */
function stringsIn(text: string): string[] {
  const found = (text.match(/"(?:[^"\\]|\\.){1,200}"/g) ?? []).map(unquoted);
  return [...new Set(found)]
    .filter((one) => !one.includes('\0') && Buffer.from(one).toString() === one)
    .slice(0, 500);
}

/** A string without its quotes; one that is no JSON says what it says as it stands. */
function unquoted(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted.slice(1, -1);
  }
}
