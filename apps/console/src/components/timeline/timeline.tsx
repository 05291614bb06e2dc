import type { View } from '../../api/client';
import { formatMoment } from '../../i18n/formats';
import { TimelineEntry } from './timeline-entry';
import classes from './timeline.module.css';

type Entry = View<'TimelineItemView'>;

/** Activities, newest first, month by month. */
export function Timeline({ entries }: { entries: readonly Entry[] }) {
  const months = new Map<string, Entry[]>();
  for (const entry of entries) {
    const month = formatMoment(entry.time, 'month');
    months.set(month, [...(months.get(month) ?? []), entry]);
  }
  return [...months].map(([month, ofMonth]) => (
    <section key={month} aria-label={month}>
      <h3 className={classes.month}>{month}</h3>
      <ol className={classes.list}>
        {ofMonth.map((entry) => (
          <TimelineEntry key={entry.id} entry={entry} />
        ))}
      </ol>
    </section>
  ));
}
