import { mayDo } from '../api/use-session';
import type { Me } from '../api/session';
import { adminPlaces } from '../features/admin/places';
import { casePlaces } from '../features/cases/places';
import { customerPlaces } from '../features/customers/places';
import { homePlaces } from '../features/home/places';
import { operationPlaces } from '../features/operations/places';
import { orderPlaces } from '../features/orders/places';
import { recordPlaces } from '../features/records/places';
import { reportPlaces } from '../features/reports/places';
import type { Place } from '../routing/place';

/** The pages of the navigation, in its order. */
const PLACES: readonly Place[] = [
  ...homePlaces,
  ...customerPlaces,
  ...casePlaces,
  ...recordPlaces,
  ...orderPlaces,
  ...reportPlaces,
  ...operationPlaces,
  ...adminPlaces,
];

export function placesOf(me: Me): Place[] {
  return PLACES.filter(({ permission }) => permission === undefined || mayDo(me, permission));
}

/** Where somebody lands who opens the bare address. */
export const firstPlace = (me: Me): Place | undefined => placesOf(me)[0];
