import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../../api/client';
import classes from './profile.module.css';

/** As often as it is looked again while something is outstanding. */
const EVERY_MS = 3_000;

/** Where something personal of an anonymised customer is still to be erased; nothing once all of it is. */
export function AnonymisationLine({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const { data } = useQuery({
    queryKey: ['customer', customerId, 'anonymisation'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/customers/{id}/anonymise', { params: { path: { id: customerId } }, signal })),
    refetchInterval: ({ state }) => (state.data?.complete === true ? false : EVERY_MS),
  });
  if (data === undefined || data.complete) return null;
  return (
    <p className={classes.outstanding} role="status">
      {t('anonymise.outstanding')}{' '}
      {data.services
        .filter(({ state }) => state !== 'erased')
        .map(({ service, state }) => `${service} (${t(`anonymise.state.${state}`)})`)
        .join(', ')}
    </p>
  );
}
