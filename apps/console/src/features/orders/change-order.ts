import { answerOf, api, type View } from '../../api/client';
import { customerChanged } from '../../api/customer-queries';
import { orderQuery } from '../../api/order-queries';
import { queryClient } from '../../api/query-client';

type Order = View<'OrderView'>;

/** Saves a part of an order over the version that was seen. */
export const changeOrder = (
  { id, version }: Order,
  change: View<'ChangeOrderBody'>,
  idempotencyKey: string,
): Promise<View<'ChangedOrderView'>> =>
  answerOf(
    api.PATCH('/orders/{id}', {
      params: {
        path: { id },
        header: { 'If-Match': `"${String(version)}"`, 'Idempotency-Key': idempotencyKey },
      },
      body: change,
    }),
  );

/** The order as it is now. */
export const reloadOrder = ({ id }: Order): Promise<Order> =>
  queryClient.fetchQuery({ ...orderQuery(id), staleTime: 0 });

export function orderSaved(order: Order): void {
  queryClient.setQueryData(orderQuery(order.id).queryKey, order);
  customerChanged(order.customerId);
}
