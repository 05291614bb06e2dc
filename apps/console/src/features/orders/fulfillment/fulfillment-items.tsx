import { ActionIcon, Table } from '@mantine/core';
import { Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/use-session';
import { useDialog } from '../../../components/actions/use-dialog';
import { onDemand } from '../../../components/on-demand';
import { RecordPanel } from '../../../components/record/fact';
import classes from './fulfillment.module.css';

const ItemDialog = onDemand(() => import('./item-dialog').then((it) => it.ItemDialog));

type Fulfillment = View<'FulfillmentView'>;

const UNSENT: readonly Fulfillment['status'][] = ['hold', 'address_hold', 'failed'];

/** What is in the parcel; less can be sent as long as it was not. */
export function FulfillmentItems({ fulfillment }: { fulfillment: Fulfillment }) {
  const { t } = useTranslation('orders');
  const may = useMay();
  const { dialog, open } = useDialog();
  const editable = may('fulfillments.change') && UNSENT.includes(fulfillment.status);
  return (
    <RecordPanel title={t('fulfillment.items')}>
      <div className={classes.scroll}>
        <Table verticalSpacing={5} horizontalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('order.product')}</Table.Th>
              <Table.Th>{t('order.sku')}</Table.Th>
              <Table.Th className="numeric">{t('fulfillment.ordered')}</Table.Th>
              <Table.Th className="numeric">{t('fulfillment.sent')}</Table.Th>
              {editable && (
                <Table.Th>
                  <span className="unseen">{t('fulfillment.change')}</span>
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fulfillment.items.map((item) => (
              <Table.Tr key={item.id}>
                <Table.Td>{item.productName}</Table.Td>
                <Table.Td>{item.sku}</Table.Td>
                <Table.Td className="numeric">{item.orderedQuantity}</Table.Td>
                <Table.Td className="numeric">{item.quantity}</Table.Td>
                {editable && (
                  <Table.Td className={classes.end}>
                    <ActionIcon
                      aria-label={t('fulfillment.change_of', { product: item.productName })}
                      onClick={() =>
                        open((close) => <ItemDialog fulfillment={fulfillment} item={item} close={close} />)
                      }
                    >
                      <Pencil size={13} aria-hidden />
                    </ActionIcon>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {dialog}
    </RecordPanel>
  );
}
