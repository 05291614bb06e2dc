import type { AnyAdminList } from './admin-list';
import { caseLists } from './case-lists';
import { catalogLists } from './catalog-lists';
import { optionLists } from './option-lists';
import { partyLists } from './party-lists';
import { peopleLists } from './people-lists';
import { templateLists } from './template-list';

/** Everything that is a list with a form. */
export const allLists: readonly AnyAdminList[] = [
  ...peopleLists,
  ...catalogLists,
  ...partyLists,
  ...optionLists,
  ...caseLists,
  ...templateLists,
];
