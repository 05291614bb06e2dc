import { useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { ChevronRight, NotebookPen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { useLabel } from '../../i18n/use-label';
import { Moment } from '../moment';
import { PlaceLink } from '../place-link';
import { readAttributes } from './attributes';
import classes from './timeline.module.css';

type Entry = View<'TimelineItemView'>;

/** Pages of ours, by what an activity links to. */
const PLACES: Record<string, string> = {
  order: 'orders',
  purchase: 'purchases',
  transaction: 'transactions',
  fulfillment: 'fulfillments',
  case: 'cases',
  'service record': 'service-records',
};

/** One activity: who did what and when; what was changed stands there, all attributes can be unfolded. */
export function TimelineEntry({ entry }: { entry: Entry }) {
  const { t } = useTranslation('actions');
  const labelOf = useLabel();
  const [unfolded, setUnfolded] = useState(false);
  const attributes = readAttributes(entry.attributes);
  const changed = attributes.filter(({ before }) => before !== undefined);
  const shown = unfolded ? attributes : changed;
  return (
    <li className={classes.entry} data-note={entry.isNote || undefined}>
      <div className={classes.line}>
        <span className={classes.title}>
          {entry.isNote && <NotebookPen size={13} aria-hidden />}
          {labelOf('interaction', entry.type, entry.title)}
        </span>
        <span className={classes.when}>
          <Moment at={entry.time} as="day" /> <Moment at={entry.time} as="time" />
        </span>
      </div>
      <p className={classes.message}>{entry.message}</p>
      {shown.length > 0 && (
        <dl className={classes.attributes}>
          {shown.map(({ key, name, before, value }) => (
            <div key={key}>
              {name !== '' && <dt>{labelOf('attribute', key, name)}</dt>}
              <dd>
                {before !== undefined && (
                  <>
                    <del>{before}</del>
                    <span aria-label={t('history.becomes')}> → </span>
                  </>
                )}
                {value}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className={classes.foot}>
        <span>{entry.actorId == null ? labelOf('actor', entry.actor, entry.actor) : entry.actor}</span>
        {entry.about.orderNumber && entry.about.orderId && (
          <span>
            <PlaceLink to={`/orders/${entry.about.orderId}`}>{entry.about.orderNumber}</PlaceLink>
          </span>
        )}
        {entry.links
          .filter(({ what }) => what !== 'order')
          .map(({ what, id }) => (
            <PlaceLink key={id} to={`/${PLACES[what] ?? what}/${id}`} unbuilt={null}>
              {t(`history.what.${what}`)}
            </PlaceLink>
          ))}
        {attributes.length > changed.length && (
          <UnstyledButton
            className={classes.unfold}
            aria-expanded={unfolded}
            onClick={() => setUnfolded(!unfolded)}
          >
            <ChevronRight size={12} aria-hidden data-open={unfolded || undefined} />
            {t('history.details')}
          </UnstyledButton>
        )}
      </div>
    </li>
  );
}
