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
        customer_id uuid not null references customer (id) deferrable initially deferred,
        text text not null,
        author_type text not null,
        author_id uuid,
        author_name text not null,
        created_at timestamptz(3) not null
      )`);
    this.addSql(
      'create index customer_note_of_customer on customer_note (customer_id, created_at desc, id desc)',
    );
    this.addSql(`
      create table customer_term (
        customer_id uuid not null references customer (id) on delete cascade deferrable initially deferred,
        kind text not null,
        value text not null,
        primary key (customer_id, kind, value)
      )`);
    this.addSql('create index customer_term_begins on customer_term (kind, value text_pattern_ops)');
    this.addSql(
      `create index customer_term_email_part on customer_term using gin (value gin_trgm_ops) where kind = 'email'`,
    );
    // Every word of every name once: resemblance is looked for among some ten thousand words, not millions of names.
    this.addSql('create table name_word (value text primary key)');
    this.addSql('create index name_word_begins on name_word (value text_pattern_ops)');
    this.addSql('create index name_word_resembles on name_word using gin (value gin_trgm_ops)');
    this.addSql(NAMED);
  }
}

/**
 * Customers whose name has every word given: exactly (1), begun with it (0.9), or with few typing errors (up to 0.8).
 * Swapped neighbours are looked for as such, since they leave a short word hardly a trigram. A function, because only
 * so one query can have a threshold of its own.
 */
const NAMED = `
  create function customers_named(words text[]) returns table (customer_id uuid, score real)
  language sql stable
  set pg_trgm.similarity_threshold = 0.2
  as $$
    with sought as (
      select word, length(word) as letters,
        case when length(word) < 3 then 0 when length(word) < 6 then 1 when length(word) < 9 then 2 else 3 end as errors,
        array(
          select left(word, i - 1) || substr(word, i + 1, 1) || substr(word, i, 1) || substr(word, i + 2)
          from generate_series(1, length(word) - 1) as i where length(word) > 2
        ) as swapped
      from unnest(words) as word
    ),
    candidate as (
      select s.*, w.value from sought s join name_word w on w.value % s.word
      union
      select s.*, w.value from sought s join name_word w on w.value like s.word || '%'
      union
      select s.*, w.value from sought s join name_word w on w.value = any (s.swapped)
    ),
    fitting as (
      select c.word, c.value,
        case
          when c.value = c.word then 1.0
          when starts_with(c.value, c.word) then 0.9
          else 0.8 * (1 - levenshtein(c.value, c.word)::real / greatest(length(c.value), c.letters))
        end as score
      from candidate c
      where starts_with(c.value, c.word)
        or levenshtein_less_equal(c.value, c.word, c.errors) <= c.errors
        or c.value = any (c.swapped)
    ),
    found as (
      select t.customer_id, f.word, max(f.score) as score
      from fitting f join customer_term t on t.kind = 'name' and t.value = f.value
      group by t.customer_id, f.word
    )
    select found.customer_id, (sum(found.score) / cardinality(words))::real
    from found
    group by found.customer_id
    having count(*) = cardinality(words)
  $$`;
