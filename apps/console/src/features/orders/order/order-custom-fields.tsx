import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { customFieldsQuery, fieldsOf } from '../../../api/catalog-queries';
import { useMay } from '../../../api/use-session';
import { EditableFact } from '../../../components/record/editable-fact';
import { Fact, FactGroup } from '../../../components/record/fact';
import { CustomFieldInput } from '../custom-field-input';
import { changeOrder, orderSaved, reloadOrder } from '../change-order';

/** The order's custom fields, each edited by itself. */
export function OrderCustomFields({ order }: { order: View<'OrderView'> }) {
  const { t } = useTranslation('orders');
  const may = useMay();
  const known = useQuery({ ...customFieldsQuery, enabled: may('catalog.view') }).data ?? [];
  const fields = fieldsOf(known, order.campaignId);
  const values = order.customFields ?? {};
  const others = Object.entries(values).filter(([name]) => fields.every((field) => field.name !== name));
  if (fields.length === 0 && others.length === 0) return null;
  return (
    <FactGroup title={t('order.custom_fields')}>
      {fields.map((field) => (
        <EditableFact
          key={field.id}
          row={order}
          label={field.name}
          editable={may('orders.change')}
          read={({ customFields }) => customFields?.[field.name] ?? ''}
          show={(value) => (value === '' ? null : value)}
          edit={(draft, change) => <CustomFieldInput field={field} value={draft} onChange={change} />}
          save={(draft, seen, key) =>
            changeOrder(seen, { customFields: { [field.name]: draft === '' ? null : draft } }, key)
          }
          reload={() => reloadOrder(order)}
          onSaved={orderSaved}
        />
      ))}
      {others.map(([name, value]) => (
        <Fact key={name} label={name}>
          {value}
        </Fact>
      ))}
    </FactGroup>
  );
}
