import { Migration } from '@mikro-orm/migrations';

const searched = [
  ['customer_case', 'subject'],
  ['case_message', 'text'],
  ['known_customer', 'name'],
] as const;

/** Words are looked for in the plain letters of `fold`, by which customers are found: small, without accents, however composed. */
export class Migration002PlainText extends Migration {
  override up(): void {
    this.addSql(`
      create function plain_text(text) returns text language sql immutable strict parallel safe as
      $$ select replace(replace(replace(replace(translate(
           lower(regexp_replace(normalize($1, NFKD), '[\\u0300-\\u036f]', '', 'g')), 'øłđðı', 'olddi'),
           'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th') $$`);
    for (const [table, column] of searched) {
      this.addSql(`drop index ${table}_${column}`);
      this.addSql(
        `create index ${table}_${column} on ${table} using gin (plain_text(${column}) gin_trgm_ops)`,
      );
    }
  }
}
