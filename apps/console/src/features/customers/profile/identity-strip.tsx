import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { accountQuery } from '../../../api/customer-queries';
import { useMay } from '../../../api/use-session';
import { Chip } from '../../../components/chip';
import { ServeMenu } from '../../../components/customer/serve-menu';
import { Moment } from '../../../components/moment';
import { Money } from '../../../components/money';
import { PlaceLink } from '../../../components/place-link';
import { formatMoment } from '../../../i18n/formats';
import { BlacklistButton } from './blacklist-button';
import { CallButton } from './call-button';
import { MoreMenu } from './more-menu';
import { NewOrderButton } from './new-order-button';
import classes from './profile.module.css';

type Customer = View<'CustomerView'>;

/** Who is on the phone: stays in sight whatever is scrolled. */
export function IdentityStrip({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const may = useMay();
  const account = useQuery({ ...accountQuery(customer.id), enabled: may('orders.view') }).data;
  return (
    <header className={classes.strip}>
      <h1>{customer.name}</h1>
      <span className={classes.flags}>
        {customer.anonymisedAt && (
          <Chip tone="bad">
            {t('flag.anonymised')} <Moment at={customer.anonymisedAt} as="date" />
          </Chip>
        )}
        {customer.blacklisted && <Chip tone="bad">{t('flag.blacklisted')}</Chip>}
        {account?.inCreditControl === true && <Chip tone="caution">{t('flag.credit_control')}</Chip>}
        {customer.openCases > 0 && (
          <PlaceLink to={`/cases?customerId=${customer.id}`}>
            <Chip tone="accent">{t('flag.open_cases', { count: customer.openCases })}</Chip>
          </PlaceLink>
        )}
        {customer.tags.map((tag) => (
          <Chip key={tag}>{tag}</Chip>
        ))}
      </span>
      {customer.timeZone && <LocalTime timeZone={customer.timeZone} />}
      <span className={classes.figure}>
        {t('lifetime_value')}{' '}
        {customer.lifetimeValue.length === 0 ? (
          <b>–</b>
        ) : (
          customer.lifetimeValue.map(({ value }) => (
            <b key={value.currency}>
              <Money of={value} />{' '}
            </b>
          ))
        )}
      </span>
      <div className={classes.acts}>
        {may('customers.call') && !customer.anonymisedAt && <CallButton customer={customer} />}
        {may('customers.blacklist') && !customer.anonymisedAt && <BlacklistButton customer={customer} />}
        {!customer.anonymisedAt && <ServeMenu customerId={customer.id} />}
        {!customer.anonymisedAt && <MoreMenu customer={customer} />}
        {may('orders.create') && !customer.anonymisedAt && <NewOrderButton customer={customer} />}
      </div>
    </header>
  );
}

/** What the customer's clock says. */
function LocalTime({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation('customers');
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const ticking = setInterval(() => setNow(new Date()), 15_000);
    return () => clearInterval(ticking);
  }, []);
  return (
    <span className={classes.figure} title={timeZone}>
      {t('local_time')} <b>{formatMoment(now, 'time', timeZone)}</b>
    </span>
  );
}
