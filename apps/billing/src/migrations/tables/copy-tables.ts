/** What billing keeps of the other services' facts, to decide without asking them. */
export const copyTables: readonly string[] = [
  // On whose calendar billing dates are counted.
  `create table customer_zone (
     customer_id uuid primary key,
     time_zone text not null,
     as_of timestamptz(3) not null
   )`,
  // What new orders are refused by; a lifted entry is kept, so that a late event does not bring it back.
  `create table blacklist_entry (
     id uuid primary key,
     customer_id uuid not null,
     kind text,
     key text,
     lifted boolean not null default false,
     constraint blacklist_entry_whole check (lifted or (kind is not null and key is not null))
   )`,
  `create index blacklist_entry_key on blacklist_entry (kind, key) where not lifted`,
  `create index blacklist_entry_customer on blacklist_entry (customer_id)`,
  // Who ships where.
  `create table fulfillment_house (
     id uuid primary key,
     campaign_ids uuid[] not null,
     countries text[] not null,
     is_default boolean not null,
     retired boolean not null,
     as_of timestamptz(3) not null
   )`,
  // Who works for which call center.
  `create table call_center_user (
     user_id uuid primary key,
     call_center_id uuid,
     as_of timestamptz(3) not null
   )`,
  `create index call_center_user_center on call_center_user (call_center_id)`,
];
