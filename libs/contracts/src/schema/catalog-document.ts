import { attributeNames } from '../activity/catalog-faults';
import { type Catalog, catalog } from '../activity/catalog';
import type { ActivityDefinition } from '../activity/define';

/** The guide to the catalog: one row for each activity, in the order of the report, then the reference events. */
export function catalogDocument(known: Catalog = catalog): string {
  const rows = known.actions.flatMap((action) =>
    known.activities
      .filter((entry) => entry.reportAction === action.key)
      .map((entry, index) =>
        row([
          index === 0 ? String(action.number) : '',
          index === 0 ? `${action.label} (\`${action.key}\`)` : '',
          `\`${entry.key}\``,
          entry.title,
          attributesOf(entry),
          entry.source,
        ]),
      ),
  );
  const references = known.entries
    .filter((entry) => entry.kind === 'reference')
    .map((entry) =>
      row([`\`${entry.key}\``, entry.title, names(attributeNames(entry.attributes)), entry.source]),
    );
  return [
    '# Activities',
    '',
    'Made from the activity catalog (`libs/contracts/src/activity/`) by `npm run contracts:update`; not to be edited by hand.',
    '',
    `The ${known.actions.length} report actions, the ${known.activities.length} activities that they count, and what each says of itself. ` +
      'Attributes in *italics* are personal: they stand in the `personal` part of the event and are erased when the customer is anonymised.',
    '',
    row(['#', 'Report action', 'Key', 'Timeline title', 'Attributes', 'Service']),
    row(['--:', '---', '---', '---', '---', '---']),
    ...rows,
    '',
    '## Reference events',
    '',
    'Events about no customer, by which consumers keep names up to date. The report does not count them.',
    '',
    row(['Key', 'Title', 'Attributes', 'Service']),
    row(['---', '---', '---', '---']),
    ...references,
    '',
  ].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function attributesOf(entry: ActivityDefinition): string {
  const personal = entry.personal.map((field) => `*${field}*`);
  return [names(attributeNames(entry.attributes)), ...personal].filter(Boolean).join(', ');
}

function names(attributes: readonly string[]): string {
  return attributes.map((name) => `\`${name}\``).join(', ');
}
