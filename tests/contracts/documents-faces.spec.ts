import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import {
  catalog,
  CONSENT_PAGE,
  HOUSE_WEBHOOKS,
  INTAKE_EVENTS,
  operations,
  pluginNames,
} from '@daybook/contracts';
import { expectCurrent, root } from './current';

/** A story that makes an activity happen, as it is written in `tests/e2e/activities`. */
interface Story {
  activity: string;
  face: string;
  how: string;
  file: string;
}

const FOLDER = 'tests/e2e/activities';

const stories = readdirSync(join(root, FOLDER))
  .filter((name) => name.endsWith('.spec.ts'))
  .flatMap((name) => storiesOf(`${FOLDER}/${name}`));

function storiesOf(file: string): Story[] {
  const found: Story[] = [];
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2023);
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'drives') {
      const [activity, face, how] = node.arguments.map((one) =>
        ts.isStringLiteralLike(one) ? one.text : '',
      );
      found.push({ activity: activity ?? '', face: face ?? '', how: how ?? '', file });
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

/** Whether a face is one that the running documents know. */
function isKnown(face: string): boolean {
  const [kind = '', ...rest] = face.split(' ');
  const name = rest.join(' ');
  if (kind === 'intake') return INTAKE_EVENTS.some(({ type }) => type === name);
  if (kind === 'webhook') return HOUSE_WEBHOOKS.some(({ type }) => type === name);
  if (kind === 'plugin') return (pluginNames as readonly string[]).includes(name);
  if (kind === 'page') return name === `POST ${CONSENT_PAGE}`;
  if (kind === 'mail') return name === 'answer';
  if (kind === 'bus') return catalog.find(name) !== undefined;
  return (
    face === 'scheduler' ||
    operations.some(({ route }) => route !== null && `${route.method} ${route.path}` === face)
  );
}

function facesDocument(): string {
  const rows = catalog.activities.flatMap(({ key }) => {
    const own = stories.filter(({ activity }) => activity === key);
    if (own.length === 0) return [`| \`${key}\` | – | – |`];
    return own.map(
      ({ face, how, file }) => `| \`${key}\` | ${face} | ${file.slice(FOLDER.length + 1)}: ${how} |`,
    );
  });
  return [
    '# By which face each activity comes about',
    '',
    `Made from the stories in \`${FOLDER}/\` by \`npm run contracts:update\`; not to be edited by hand. Each story drives the running system through this face alone and finds the activity in the timeline and in the report.`,
    '',
    '| Activity | Face | Story |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

describe('the guide to the faces', () => {
  it('is made from the stories as they stand', () => {
    expectCurrent('docs/guides/activity-faces.md', facesDocument());
  });

  it('leaves no activity without a story', () => {
    const reported = new Set(stories.map(({ activity }) => activity));
    expect(catalog.activities.map(({ key }) => key).filter((key) => !reported.has(key))).toEqual([]);
  });

  it('names activities and faces that there are, and says how', () => {
    const faults = stories.filter(
      ({ activity, face, how }) =>
        catalog.findActivity(activity) === undefined || !isKnown(face) || how === '',
    );
    expect(faults).toEqual([]);
  });
});
