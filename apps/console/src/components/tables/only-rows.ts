import type { InfiniteData } from '@tanstack/react-query';

interface PageOf<Row> {
  items: Row[];
  nextCursor?: string | null;
}

/** Keeps some rows of a list that is fetched for more: for `select`. */
export const onlyRows =
  <Row>(keep: (row: Row) => boolean) =>
  <Page extends PageOf<Row>>(data: InfiniteData<Page>): InfiniteData<Page> => ({
    ...data,
    pages: data.pages.map((page) => ({ ...page, items: page.items.filter(keep) })),
  });
