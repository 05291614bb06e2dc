import type { ReactNode } from 'react';
import type { WorkList } from './work-list';

/** The page of one list. */
export interface WorkPage {
  name: WorkList<never>['name'];
  Page: () => ReactNode;
}

/** What makes a page of a list. */
export type MakePage = <Row>(list: WorkList<Row>) => WorkPage;
