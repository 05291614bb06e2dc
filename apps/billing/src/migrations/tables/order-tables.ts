/** Orders, and all that they are found by: newest first wherever it is found often. */
export const orderTables: readonly string[] = [
  `create sequence order_number start 100001`,
  `create table customer_order (
     id uuid primary key,
     version int not null default 1,
     order_number text not null unique,
     status text not null,
     customer_id uuid not null,
     campaign_id uuid not null references campaign (id) deferrable initially deferred,
     campaign_category_id uuid not null,
     call_center_id uuid references call_center (id) deferrable initially deferred,
     engine_id uuid references billing_engine (id) deferrable initially deferred,
     currency char(3) not null,
     total numeric(19,4) not null,
     capture_at text not null,
     country char(2),
     items jsonb not null,
     product_ids uuid[] not null,
     custom_fields jsonb not null default '{}',
     customer jsonb,
     shipping_address jsonb,
     payment_token text,
     payment_id uuid,
     card_last4 text,
     outside_payment jsonb,
     saved_partial boolean not null default false,
     qa_cause text,
     declines int not null default 0,
     custom_fields_recorded boolean not null default false,
     cancel_reason text,
     ordered_at timestamptz(3) not null,
     completed_at timestamptz(3),
     -- Buyer and address as they are compared.
     sought_name text,
     sought_email text,
     sought_phone text,
     sought_address text,
     sought_city text,
     sought_state text,
     sought_postal_code text
   )`,
  `create index customer_order_customer on customer_order (customer_id, ordered_at desc, id desc)`,
  `create index customer_order_ordered_at on customer_order (ordered_at desc, id desc)`,
  `create index customer_order_campaign on customer_order (campaign_id, ordered_at desc, id desc)`,
  // Orders in a state that few are in are found without looking through those that are in another.
  `create index customer_order_status on customer_order (status, ordered_at desc, id desc)`,
  // An engine knows a customer by the orders that it bills.
  `create index customer_order_engine on customer_order (customer_id, engine_id) where engine_id is not null`,
  `create index customer_order_products on customer_order using gin (product_ids)`,
  `create index customer_order_number on customer_order (order_number text_pattern_ops)`,
  `create index customer_order_card on customer_order (card_last4) where card_last4 is not null`,
  ...['name', 'address'].map(
    (term) => `create index customer_order_${term} on customer_order using gin (sought_${term} gin_trgm_ops)`,
  ),
  ...['email', 'phone', 'city', 'postal_code'].map(
    (term) =>
      `create index customer_order_${term} on customer_order (sought_${term} text_pattern_ops)
       where sought_${term} is not null`,
  ),
  `create index customer_order_country on customer_order (country, sought_state text_pattern_ops, ordered_at desc)`,
  `create index customer_order_state on customer_order (sought_state text_pattern_ops)`,
];
