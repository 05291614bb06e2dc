import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { Money } from '../../../components/money';
import { PlaceLink } from '../../../components/place-link';
import { RecordPanel } from '../../../components/record/fact';
import { sum } from '../../../lib/decimal';
import classes from './order.module.css';

/** What was ordered, and what it cost. */
export function OrderItems({ order }: { order: View<'OrderView'> }) {
  const { t } = useTranslation('orders');
  const { currency } = order.total;
  const goods = { amount: sum(order.items.map(({ price }) => price.amount)), currency };
  const refunded = order.payment?.refunded;
  const lines: [string, View<'Money'>][] = [
    ...(order.tax
      ? ([
          [t('order.goods'), goods],
          [t('order.tax'), order.tax],
        ] as [string, View<'Money'>][])
      : []),
    [t('order.total'), order.total],
    ...(refunded && Number(refunded.amount) > 0
      ? ([[t('order.refunded'), refunded]] as [string, View<'Money'>][])
      : []),
  ];
  return (
    <RecordPanel title={t('order.ordered')}>
      <div className={classes.scroll}>
        <Table verticalSpacing={5} horizontalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('order.product')}</Table.Th>
              <Table.Th className="numeric">{t('order.quantity')}</Table.Th>
              <Table.Th className="numeric">{t('order.unit_price')}</Table.Th>
              <Table.Th className="numeric">{t('order.price')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {order.items.map((item) => (
              <Table.Tr key={item.id}>
                <Table.Td>
                  {item.purchaseId ? (
                    <PlaceLink to={`/purchases/${item.purchaseId}`}>{item.productName}</PlaceLink>
                  ) : (
                    item.productName
                  )}
                  <span className={classes.quiet}>
                    {[item.optionName, item.sku].filter(Boolean).join(' · ')}
                  </span>
                  {item.discount && (
                    <span className={classes.quiet}>
                      {t('order.discount', { name: item.discount.name, count: item.discount.occurrences })}
                    </span>
                  )}
                </Table.Td>
                <Table.Td className="numeric">{item.quantity}</Table.Td>
                <Table.Td className="numeric">
                  <Money of={item.unitPrice} />
                </Table.Td>
                <Table.Td className="numeric">
                  <Money of={item.price} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            {lines.map(([name, money]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" colSpan={3} className={classes.totalName}>
                  {name}
                </Table.Th>
                <Table.Td className="numeric">
                  <b>
                    <Money of={money} />
                  </b>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tfoot>
        </Table>
      </div>
    </RecordPanel>
  );
}
