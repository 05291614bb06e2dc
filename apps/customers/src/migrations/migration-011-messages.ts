import { Migration } from '@mikro-orm/migrations';

/** Templates, what happened that customers are written about, and what they were written. */
export class Migration011Messages extends Migration {
  override up(): void {
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
    'Hello {{customerName}},\n\n{{productName}} (order {{orderNumber}}) is billed again soon. Without your consent nothing is billed. Please reply whether you agree.\n',
  ],
];
