import { Migration } from '@mikro-orm/migrations';

/** What of a purchase is shipped for each billed cycle; for what is sold already, as it was sold. */
export class Migration006ShippedCycles extends Migration {
  override up(): void {
    for (const statement of [
      `alter table purchase add column sku text, add column shipped boolean`,
      `update purchase set
         sku = coalesce(
           (select option->>'sku' from product p, jsonb_array_elements(p.options) option
            where p.id = purchase.product_id and option->>'id' = purchase.option_id::text),
           (select sku from product where product.id = purchase.product_id), ''),
         shipped = coalesce((select shipped from product where product.id = purchase.product_id), false)`,
      `update purchase set sku = line->>'sku', shipped = (line->>'shipped')::boolean
       from customer_order, jsonb_array_elements(customer_order.items) line
       where customer_order.id = purchase.order_id and line->>'purchaseId' = purchase.id::text
         and line->>'productId' = purchase.product_id::text
         and line->>'optionId' is not distinct from purchase.option_id::text`,
      `update purchase set scheduled_downgrade = scheduled_downgrade || jsonb_build_object('sku', sku, 'shipped', shipped)
       where scheduled_downgrade is not null`,
      `update purchase set scheduled_downgrade = scheduled_downgrade || (
         select jsonb_build_object('shipped', product.shipped, 'sku', coalesce(
           (select option->>'sku' from jsonb_array_elements(product.options) option
            where option->>'id' = purchase.scheduled_downgrade->>'optionId'), product.sku))
         from product where product.id::text = purchase.scheduled_downgrade->>'productId')
       where exists (select from product where product.id::text = purchase.scheduled_downgrade->>'productId')`,
      `alter table purchase alter column sku set not null, alter column shipped set not null`,
    ])
      this.addSql(statement);
  }
}
