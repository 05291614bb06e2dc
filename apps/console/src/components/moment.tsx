import { formatMoment, type MomentStyle } from '../i18n/formats';

interface MomentProps {
  at: string;
  as?: MomentStyle;
  /** IANA; this computer's when absent. */
  timeZone?: string;
}

/** A moment as one reads it; pointing at it shows it to the second, with its zone. */
export function Moment({ at, as = 'moment', timeZone }: MomentProps) {
  return (
    <time dateTime={at} title={formatMoment(at, 'exact', timeZone)}>
      {formatMoment(at, as, timeZone)}
    </time>
  );
}
