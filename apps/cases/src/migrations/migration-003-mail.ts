import { Migration } from '@mikro-orm/migrations';

/** E-mails that come in, and what messages that came or went by e-mail have besides. */
export class Migration003Mail extends Migration {
  override up(): void {
    for (const statement of [
      'alter table case_message drop constraint case_message_kind_check',
      `alter table case_message add constraint case_message_kind_check
         check (kind in ('opening', 'reply', 'answer', 'note', 'automatic'))`,
      `alter table case_message
         add column message_id text,
         add column from_address text,
         add column quoted text,
         add column delivery jsonb`,
      'create index case_message_message_id on case_message (message_id) where message_id is not null',
      `create table inbound_mail (
         id uuid primary key,
         -- Of its Message-ID and body: the same mail that is sent again has the same.
         fingerprint text not null unique,
         envelope_from text not null,
         envelope_to jsonb not null,
         size int not null,
         -- As it came; null once it was kept long enough, or its customer was erased.
         raw bytea,
         received_at timestamptz(3) not null,
         status text not null check (status in ('waiting', 'applied', 'failed')),
         outcome text,
         from_address text,
         subject text,
         customer_id uuid,
         case_id uuid,
         attempts int not null default 0,
         next_try_at timestamptz(3) not null,
         leased_until timestamptz(3),
         last_error text,
         settled_at timestamptz(3)
       )`,
      // Mail does not get smaller by being packed once more.
      'alter table inbound_mail alter column raw set storage external',
      `create index inbound_mail_due on inbound_mail (next_try_at) where status = 'waiting'`,
      'create index inbound_mail_kept on inbound_mail (settled_at) where raw is not null',
      'create index inbound_mail_of_case on inbound_mail (case_id)',
      'create index inbound_mail_of_customer on inbound_mail (customer_id)',
      'create index inbound_mail_received on inbound_mail (received_at desc, id desc)',
    ])
      this.addSql(statement);
  }
}
