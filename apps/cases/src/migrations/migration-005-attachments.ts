import { Migration } from '@mikro-orm/migrations';

/** Attachments of messages, their bytes in pieces, and the HTML of e-mails. */
export class Migration005Attachments extends Migration {
  override up(): void {
    for (const statement of [
      'alter table case_message add column html text',
      `create table attachment (
         id uuid primary key,
         case_id uuid not null references customer_case (id) deferrable initially deferred,
         -- Null: it is yet to be sent.
         message_id uuid references case_message (id) deferrable initially deferred,
         filename text not null,
         content_type text not null,
         size int not null,
         sha256 text not null,
         content_id text,
         state text not null check (state in ('uploading', 'kept', 'refused')),
         refused text,
         received int not null,
         scan text not null check (scan in ('none', 'harmless', 'malware')),
         created_by uuid,
         created_at timestamptz(3) not null
       )`,
      'create index attachment_of_message on attachment (message_id)',
      'create index attachment_of_case on attachment (case_id, created_at)',
      'create index attachment_unsent on attachment (created_at) where message_id is null',
      `create table attachment_piece (
         attachment_id uuid not null,
         nth int not null,
         bytes bytea not null,
         primary key (attachment_id, nth)
       )`,
      // Pictures and archives do not get smaller by being packed once more.
      'alter table attachment_piece alter column bytes set storage external',
    ])
      this.addSql(statement);
  }
}
