/** Billing engines with their credentials, what they sent, and what they are told. */
export const engineTables: readonly string[] = [
  `create table billing_engine (
     id uuid primary key,
     version int not null default 1,
     name text not null unique,
     bills text not null,
     retired boolean not null default false,
     registered_at timestamptz(3) not null
   )`,
  `create table engine_credential (
     id uuid primary key,
     engine_id uuid not null references billing_engine (id) deferrable initially deferred,
     user_key text not null unique,
     reason text,
     issued_at timestamptz(3) not null,
     issued_by text not null,
     ends_by_itself_at timestamptz(3),
     expires_at timestamptz(3),
     revoked_at timestamptz(3),
     revoked_by text,
     refused_since timestamptz(3)
   )`,
  `create index engine_credential_of on engine_credential (engine_id, id)`,
  // Those of which the server must be told some day, and has not been.
  `create index engine_credential_ending on engine_credential (expires_at)
   where refused_since is null and (expires_at is not null or revoked_at is not null)`,
  `create table engine_reference (
     engine_id uuid not null references billing_engine (id) deferrable initially deferred,
     reference text not null,
     purchase_id uuid not null unique,
     primary key (engine_id, reference)
   )`,
  // What an engine calls orders, transactions and customers; its purchases stand in engine_reference.
  `create table engine_subject_reference (
     engine_id uuid not null references billing_engine (id) deferrable initially deferred,
     kind text not null,
     reference text not null,
     subject_id uuid not null,
     primary key (engine_id, kind, reference),
     unique (engine_id, kind, subject_id)
   )`,
  `create table engine_instruction (
     id uuid primary key,
     subject text not null,
     payload jsonb not null,
     created_at timestamptz(3) not null,
     sent_at timestamptz(3)
   )`,
  `create index engine_instruction_unsent on engine_instruction (created_at) where sent_at is null`,
  // Taken, or parked until what it is about is known.
  `create table intake_message (
     engine_id uuid not null references billing_engine (id) deferrable initially deferred,
     message_id text not null,
     state text not null,
     type text not null,
     received_at timestamptz(3) not null,
     subject text not null,
     payload bytea,
     content_hash bytea,
     subject_kind text not null,
     subject_id uuid,
     subject_reference text,
     parked_until timestamptz(3),
     primary key (engine_id, message_id)
   )`,
  `create index intake_message_parked on intake_message (parked_until) where state = 'parked'`,
  // Parked messages, and facts that no state expected, are found among millions by what is new of them.
  `create index intake_message_parked_newest on intake_message (received_at desc, engine_id desc, message_id desc)
   where state = 'parked'`,
  `create index journal_unexpected on journal (recorded_at desc, id desc) where event #>> '{data,unexpected}' = 'true'`,
  `create table intake_fact (
     subject_id uuid not null,
     type text not null,
     key text not null,
     engine_id uuid not null,
     message_id text not null,
     primary key (subject_id, type, key)
   )`,
  `create table intake_rejection (
     id uuid primary key,
     engine text not null,
     subject text not null,
     message_id text,
     code text not null,
     detail text not null,
     size int not null,
     payload bytea not null,
     payload_hash bytea not null,
     received_at timestamptz(3) not null,
     resolved_at timestamptz(3),
     unique (engine, subject, payload_hash)
   )`,
  `create index intake_rejection_newest on intake_rejection (received_at desc, id desc)`,
];
