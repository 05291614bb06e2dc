import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  activity,
  asyncApi,
  catalog,
  catalogDocument,
  filter,
  filterQueryClass,
  NoAttributes,
  reportFilters,
  schemaOf,
} from '@daybook/contracts';

const root = resolve(__dirname, '../..');

/** What one diff in the guide does to one file. */
interface FileChange {
  file: string;
  /** Lines as they must stand in the file now. */
  before: string;
  added: string[];
}

/** The diffs in the contributors' guide, each as the files that it changes. */
function diffsInGuide(): FileChange[][] {
  const guide = readFileSync(join(root, 'docs/guides/contributors.md'), 'utf8');
  return [...guide.matchAll(/```diff\n([\s\S]*?)```/g)].map(([, diff = '']) =>
    diff
      .split(/^--- a\//m)
      .slice(1)
      .map((part) => {
        const [file = '', , , ...lines] = part.split('\n');
        const of = (mark: string): string[] =>
          lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(1));
        return { file, before: of(' ').join('\n'), added: of('+') };
      }),
  );
}

describe("The contributors' guide", () => {
  const [newActivity = [], newFilter = []] = diffsInGuide();

  it('changes two files for an activity, the catalog and where it happens, and one for a filter', () => {
    expect(newActivity.map(({ file }) => file)).toEqual([
      'libs/contracts/src/activity/customers-activities.ts',
      'apps/customers/src/customers/customers.service.ts',
    ]);
    expect(newFilter.map(({ file }) => file)).toEqual(['libs/contracts/src/report/filters.ts']);
  });

  it.each([...newActivity, ...newFilter].map((change) => [change.file, change] as const))(
    'shows a change that still fits %s',
    (file, { before, added }) => {
      expect(readFileSync(join(root, file), 'utf8')).toContain(before);
      expect(added.length).toBeGreaterThan(0);
    },
  );
});

describe('One entry', () => {
  it('is all that the report, the messages and the guide need to know an activity', () => {
    const known = catalog.with(
      activity({
        key: 'customers.owner.assigned',
        reportAction: 'customer_updated',
        title: 'Owner Assigned',
        attributes: NoAttributes,
        message: 'The customer was given to an owner',
        category: 'customer',
      }),
    );
    expect(known.keysOf('customer_updated')).toContain('customers.owner.assigned');
    expect(known.keysOfType('Owner Assigned')).toEqual(['customers.owner.assigned']);
    expect(asyncApi(known).channels).toHaveProperty(['events.customers.owner.assigned']);
    expect(catalogDocument(known)).toContain('| `customers.owner.assigned` | Owner Assigned |');
  });

  it('is all that the parameters need to know a filter', () => {
    const filters = [
      ...reportFilters,
      filter({
        parameter: 'userCallCenterId',
        label: "User's Call Center",
        kind: 'ids',
        control: 'multi-select',
        description: 'The call center in which the user who did the actions works.',
        dimension: {
          name: 'user_call_center',
          several: false,
          values: (event) => (event.actorcallcenter === undefined ? [] : [event.actorcallcenter]),
          namedBy: 'billing.call_center.changed',
        },
      }),
    ] as const;
    const { properties } = schemaOf(filterQueryClass(filters, 'LongerReportQuery'));
    expect(properties).toHaveProperty('userCallCenterId.title', "User's Call Center");
  });
});
