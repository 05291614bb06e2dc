import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { Chip } from '../../../components/chip';
import { Moment } from '../../../components/moment';
import { RecordPanel } from '../../../components/record/fact';
import classes from './fulfillment.module.css';

type Message = View<'FulfillmentMessageView'>;

/** `cancel_requested` as people read it. */
const wordsOf = (type: string): string => {
  const words = type.replaceAll('_', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
};

/** The parcel's way: what its house told and what was done here, latest first. */
export function HouseMessages({ fulfillment }: { fulfillment: View<'FulfillmentView'> }) {
  const { t } = useTranslation('orders');
  const messages = [...fulfillment.messages].reverse();
  const by = ({ source, by: user }: Message): string =>
    user ?? (source === 'house' ? (fulfillment.houseName ?? t('fulfillment.house')) : t(`source.${source}`));
  return (
    <RecordPanel title={t('fulfillment.way')}>
      {messages.length === 0 ? (
        <p className={classes.none}>{t('fulfillment.no_messages')}</p>
      ) : (
        <ol className={classes.way}>
          {messages.map((message) => (
            <li key={message.id}>
              <Moment at={message.happenedAt} />
              <span>
                <b>{t(`message.${message.type}`, { defaultValue: wordsOf(message.type) })}</b>{' '}
                <span className={classes.quiet}>{by(message)}</span>{' '}
                {message.late && <Chip>{t('fulfillment.late')}</Chip>}{' '}
                {message.repeated && <Chip>{t('fulfillment.repeated')}</Chip>}{' '}
                {message.unexpected && <Chip tone="bad">{t('fulfillment.unexpected')}</Chip>}
                {(message.reason ?? message.trackingNumber) && (
                  <span className={classes.detail}>
                    {[message.reason, message.carrier, message.trackingNumber].filter(Boolean).join(' · ')}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
    </RecordPanel>
  );
}
