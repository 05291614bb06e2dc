/** What is sold, under which campaigns and terms, through which call centers, and billing's settings. */
export const catalogTables: readonly string[] = [
  `create table campaign_category (
     id uuid primary key,
     version int not null default 1,
     name text not null,
     retired boolean not null default false
   )`,
  `create unique index campaign_category_name on campaign_category (lower(name))`,
  `create table recycle_profile (
     id uuid primary key,
     version int not null default 1,
     name text not null,
     tries jsonb not null,
     minimum_amount numeric(19,4),
     currency char(3),
     retired boolean not null default false
   )`,
  `create unique index recycle_profile_name on recycle_profile (lower(name))`,
  `create table campaign (
     id uuid primary key,
     version int not null default 1,
     name text not null,
     category_id uuid not null references campaign_category (id) deferrable initially deferred,
     base_currency char(3) not null,
     countries text[] not null default '{}',
     capture_at text not null,
     qa_rate int not null default 0,
     address_check boolean not null default false,
     autoresponders boolean not null default true,
     express_consent boolean not null default false,
     recycle_profile_id uuid references recycle_profile (id) deferrable initially deferred,
     retired boolean not null default false
   )`,
  `create unique index campaign_name on campaign (lower(name))`,
  `create index campaign_category_used on campaign (category_id)`,
  `create table call_center (
     id uuid primary key,
     version int not null default 1,
     name text not null,
     retired boolean not null default false
   )`,
  `create unique index call_center_name on call_center (lower(name))`,
  `create table product (
     id uuid primary key,
     version int not null default 1,
     name text not null,
     sku text not null,
     shipped boolean not null,
     options jsonb not null default '[]',
     price_points jsonb not null default '[]',
     membership_name text,
     retired boolean not null default false
   )`,
  `create unique index product_name on product (lower(name))`,
  `create table discount (
     id uuid primary key,
     version int not null default 1,
     name text not null,
     percent_off int,
     amount_off_amount numeric(19,4),
     amount_off_currency char(3),
     occurrences int not null,
     retired boolean not null default false,
     check (num_nonnulls(percent_off, amount_off_amount) = 1)
   )`,
  `create unique index discount_name on discount (lower(name))`,
  `create table custom_field (
     id uuid primary key,
     version int not null default 1,
     name text not null,
     type text not null,
     choices text[] not null default '{}',
     required boolean not null default false,
     campaign_ids uuid[] not null default '{}',
     retired boolean not null default false
   )`,
  `create unique index custom_field_name on custom_field (lower(name))`,
  // What was used once is never deleted: the foreign keys see to it, at the cost of one look-up an order.
  `create table campaign_use (
     campaign_id uuid not null references campaign (id),
     product_id uuid references product (id),
     call_center_id uuid references call_center (id),
     discount_id uuid references discount (id),
     custom_field_id uuid references custom_field (id),
     check (num_nonnulls(product_id, call_center_id, discount_id, custom_field_id) = 1),
     constraint campaign_use_once unique nulls not distinct
       (campaign_id, product_id, call_center_id, discount_id, custom_field_id)
   )`,
  `create table billing_settings (
     singleton boolean primary key default true check (singleton),
     version int not null default 1,
     notify_emails text[] not null default '{}',
     time_zone text not null default 'UTC'
   )`,
  `insert into billing_settings default values`,
];
