import { Migration } from '@mikro-orm/migrations';

/** Customers with their notes and blacklist entries, what they are found by, and the messages that they are written. */
export class Migration001Tables extends Migration {
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
        marketing_consent boolean,
        birthday text,
        owner_id uuid,
        created_by uuid,
        created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null,
        -- When what is personal was erased.
        anonymised_at timestamptz(3)
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
      create table blacklist_entry (
        id uuid primary key,
        customer_id uuid not null references customer (id) deferrable initially deferred,
        kind text not null,
        value text not null,
        reason text not null,
        created_by text not null,
        created_at timestamptz(3) not null,
        constraint blacklist_entry_once unique (customer_id, kind, value)
      )`);
    // All that a customer is found by as one row of terms under one index: conditions that must all hold are met in the
    // index, however common each of them is. A term is a letter that says what it is (`search-terms.ts`) and the text.
    this.addSql('create table customer_search (customer_id uuid primary key, terms tsvector not null)');
    // What billing tells is written by whoever keeps the copy, the rest by the profile: each keeps the other's.
    this.addSql(`
      create function terms_of_orders(terms tsvector) returns tsvector language sql immutable parallel safe as $$
        select array_to_tsvector(array(select t from unnest(tsvector_to_array(terms)) t where left(t, 1) in ('d', 'g')))
      $$`);
    this.addSql(`
      create function terms_of_profile(terms tsvector) returns tsvector language sql immutable parallel safe as $$
        select array_to_tsvector(array(select t from unnest(tsvector_to_array(terms)) t where left(t, 1) not in ('d', 'g')))
      $$`);
    this.addSql(`
      create function search_what_was_ordered() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and new.card_last_fours = old.card_last_fours and new.campaign_ids = old.campaign_ids then
          return null;
        end if;
        insert into customer_search as s (customer_id, terms)
        values (new.customer_id, array_to_tsvector(
          array(select 'd' || v from unnest(new.card_last_fours) v) || array(select 'g' || v from unnest(new.campaign_ids) v)))
        on conflict (customer_id) do update set terms = terms_of_profile(s.terms) || excluded.terms;
        return null;
      end $$`);
    this.addSql(`
      create trigger search_what_was_ordered after insert or update of card_last_fours, campaign_ids on customer_context
      for each row execute function search_what_was_ordered()`);
    // No list of what is to be put into the index later: every search would have to read it through.
    this.addSql(
      'create index customer_search_terms on customer_search using gin (terms) with (fastupdate = off)',
    );
    // Every word of every name once: resemblance is looked for among some ten thousand words, not millions of names.
    // Names run together are none of them: those are found by how they begin.
    this.addSql('create table name_word (value text primary key)');
    this.addSql('create index name_word_begins on name_word (value text_pattern_ops)');
    this.addSql('create index name_word_resembles on name_word using gin (value gin_trgm_ops)');
    // Loads the extension: in a session that has not used it yet nobody but a superuser may name its settings.
    this.addSql('select show_limit()');
    this.addSql(SLIPS);
    this.addSql(`
      create table message_template (
        id uuid primary key default gen_random_uuid(),
        version int not null default 1,
        kind text not null,
        channel text not null,
        language text not null,
        subject text,
        text text not null,
        active boolean not null default true,
        off_for_campaigns uuid[] not null default '{}',
        updated_at timestamptz(3) not null default now(),
        constraint message_template_once unique (kind, channel, language)
      )`);
    for (const [kind, subject, text] of ENGLISH) {
      this.addSql(
        `insert into message_template (kind, channel, language, subject, text) values ('${kind}', 'email', 'en', '${subject}', '${text}')`,
      );
    }
    this.addSql(`
      create table known_campaign (
        id uuid primary key,
        autoresponders boolean not null,
        epoch bigint not null,
        sequence bigint not null
      )`);
    this.addSql(`
      create table message_cause (
        id uuid primary key,
        kind text not null,
        customer_id uuid not null,
        order_id uuid,
        transaction_id uuid,
        filled_in jsonb not null,
        context jsonb not null,
        correlation_id text not null,
        happened_at timestamptz(3) not null
      )`);
    this.addSql(`create index message_cause_order on message_cause (order_id, kind, happened_at desc)`);
    this.addSql(
      `create index message_cause_transaction on message_cause (transaction_id, kind, happened_at desc)`,
    );
    this.addSql(`
      create table message (
        id uuid primary key,
        cause_id uuid not null,
        customer_id uuid,
        kind text not null,
        channel text not null,
        recipients jsonb not null,
        subject text,
        text text not null,
        status text not null,
        attempts int not null default 0,
        next_try_at timestamptz(3) not null,
        leased_until timestamptz(3),
        last_error text,
        resent_by jsonb,
        correlation_id text not null,
        created_at timestamptz(3) not null,
        sent_at timestamptz(3)
      )`);
    // One message a cause and channel, whatever is told twice; those that a person asked for are further ones.
    this.addSql(`create unique index message_once on message (cause_id, channel) where resent_by is null`);
    this.addSql(`create index message_due on message (next_try_at) where status = 'waiting'`);
    this.addSql(`create index message_customer on message (customer_id, id desc)`);
  }
}

/**
 * The names that a word may be a slip of, by the errors between them: letters wrong, missing or too many, or two
 * neighbours swapped, which leaves a short word hardly a trigram and is looked for as such. A function, because only so
 * one query can have a threshold of its own.
 */
const SLIPS = `
  create function slips_of(words text[]) returns table (word text, value text, errors int)
  language sql stable
  set pg_trgm.similarity_threshold = 0.2
  as $$
    with sought as (
      select word, case when length(word) < 3 then 0 when length(word) < 6 then 1 when length(word) < 9 then 2 else 3 end as most,
        array(
          select left(word, i - 1) || substr(word, i + 1, 1) || substr(word, i, 1) || substr(word, i + 2)
          from generate_series(1, length(word) - 1) as i where length(word) > 2
        ) as swapped
      from unnest(words) as word
    ),
    candidate as (
      select s.word, s.most, w.value from sought s join name_word w on w.value % s.word where s.most > 0
    )
    select word, value, min(errors) from (
      select c.word, c.value, levenshtein_less_equal(c.value, c.word, c.most) as errors
      from candidate c
      where abs(length(c.value) - length(c.word)) <= c.most and levenshtein_less_equal(c.value, c.word, c.most) <= c.most
      union all
      select s.word, w.value, 1 from sought s join name_word w on w.value = any (s.swapped)
    ) as found
    group by word, value
  $$`;

/** The templates to begin with. */
const ENGLISH: readonly (readonly [kind: string, subject: string, text: string])[] = [
  [
    'welcome',
    'Your order {{orderNumber}}',
    'Hello {{customerName}},\n\nthank you for your order {{orderNumber}}: {{productNames}}.\nThe total is {{amount}}.\n',
  ],
  [
    'receipt',
    'Your receipt for {{productName}}',
    'Hello {{customerName}},\n\nwe have charged {{amount}} for {{productName}} (order {{orderNumber}}).\n',
  ],
  [
    'refund',
    'Your refund of {{amount}}',
    'Hello {{customerName}},\n\nwe have refunded {{amount}} of order {{orderNumber}} to {{refundedTo}}.\nIt may take some days until you see it.\n',
  ],
  [
    'void',
    'Your charge of {{amount}} was taken back',
    'Hello {{customerName}},\n\nthe charge of {{amount}} for order {{orderNumber}} was taken back before it was settled: nothing is charged.\n',
  ],
  [
    'consent_request',
    'Please confirm the next billing of {{productName}}',
    'Hello {{customerName}},\n\n{{productName}} (order {{orderNumber}}) is billed again soon. Without your consent nothing is billed. Please tell us whether you agree.\n\n{{consentLink}}\n',
  ],
];
