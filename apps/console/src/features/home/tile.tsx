import { PlaceLink } from '../../components/place-link';
import { formatNumber } from '../../i18n/formats';
import classes from './home.module.css';

interface TileProps {
  to: string;
  name: string;
  count: number;
  /** There are more than were counted. */
  more?: boolean;
  /** Any of it is too much. */
  bad?: boolean;
}

/** A number that leads to what it counts. */
export function Tile({ to, name, count, more = false, bad = false }: TileProps) {
  return (
    <li className={classes.tile} data-bad={(bad && count > 0) || undefined}>
      <PlaceLink to={to}>
        <b>
          {formatNumber(count)}
          {more ? '+' : ''}
        </b>
        <span>{name}</span>
      </PlaceLink>
    </li>
  );
}
