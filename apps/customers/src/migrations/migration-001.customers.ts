import { Migration } from '@mikro-orm/migrations';

/** Customers, their notes and the terms they are found by. */
export class Migration001Customers extends Migration {
  override up(): void {
    this.addSql('create extension if not exists pg_trgm');
    this.addSql('create extension if not exists fuzzystrmatch');
    this.addSql(`
      create table customer (
        id uuid primary key,
        version int not null default 1,
        name text not null,
        emails jsonb not null,
        phones jsonb not null,
        addresses jsonb not null,
        language text,
        time_zone text,
        tags jsonb not null,
        birthday text,
        owner_id uuid,
        created_by uuid,
        created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null
      )`);
    this.addSql(`
      create table customer_note (
        id uuid primary key,
        customer_id uuid not null references customer (id),
        text text not null,
        author_type text not null,
        author_id uuid,
        author_name text not null,
        created_at timestamptz(3) not null
      )`);
    this.addSql('create index customer_note_of_customer on customer_note (customer_id, created_at desc, id desc)');
    this.addSql(`
      create table customer_term (
        customer_id uuid not null references customer (id) on delete cascade,
        kind text not null,
        value text not null,
        primary key (customer_id, kind, value)
      )`);
    this.addSql('create index customer_term_begins on customer_term (kind, value text_pattern_ops)');
    this.addSql(
      `create index customer_term_resembles on customer_term using gin (value gin_trgm_ops) where kind in ('name', 'email')`,
    );
    this.addSql(NAMED);
  }
}

/**
 * Customers whose name has every word given: exactly (1), begun with it (0.9), or with few typing errors (up to 0.8).
 * A function, because only so a threshold of its own can be set for one query: swapped letters in a short name
 * leave it with a fifth of its trigrams.
 */
const NAMED = `
  create function customers_named(words text[]) returns table (customer_id uuid, score real)
  language sql stable
  set pg_trgm.similarity_threshold = 0.2
  as $$
    with sought as (
      select word, length(word) as letters,
        case when length(word) < 3 then 0 when length(word) < 4 then 1 when length(word) < 8 then 2 else 3 end as errors
      from unnest(words) as word
    ),
    found as (
      select t.customer_id, s.word,
        max(case
          when t.value = s.word then 1.0
          when starts_with(t.value, s.word) then 0.9
          else 0.8 * (1 - levenshtein(t.value, s.word)::real / greatest(length(t.value), s.letters))
        end) as score
      from sought s
      join customer_term t on t.kind = 'name' and (t.value % s.word or t.value like s.word || '%')
      where starts_with(t.value, s.word) or levenshtein_less_equal(t.value, s.word, s.errors) <= s.errors
      group by t.customer_id, s.word
    )
    select found.customer_id, (sum(found.score) / cardinality(words))::real
    from found
    group by found.customer_id
    having count(*) = cardinality(words)
  $$`;
