import { circlesIn, climbs, importGraph, roomOf, type Part } from './rooms';
import { sources, type Source } from './sources';

/** The parts whose rooms have floors. */
const PARTS: readonly Part[] = [
  {
    part: 'libs/messaging/src',
    floors: [
      ['core'],
      ['nats'],
      ['journal', 'operations'],
      ['consumers', 'plugins'],
      ['erasure'],
      ['service'],
    ],
  },
  {
    part: 'apps/reporting/src',
    floors: [
      ['migrations', 'store'],
      ['completeness', 'projector'],
      ['rebuild', 'report'],
      ['export', 'live', 'saved', 'timeline'],
    ],
  },
  { part: 'apps/reporting/src/store', floors: [['model'], ['postgres'], ['duckdb'], ['fallback']] },
  { part: 'apps/reporting/src/store/duckdb', floors: [['file'], ['rollups'], ['follower']] },
  {
    part: 'apps/billing/src',
    floors: [
      ['catalog', 'migrations', 'plugin-tasks', 'settings'],
      ['orders'],
      ['engines', 'payments'],
      ['accounts', 'purchases'],
      ['memberships'],
      ['intake', 'ordering'],
    ],
  },
  {
    part: 'apps/customers/src',
    floors: [
      ['migrations'],
      ['customers', 'templates'],
      ['blacklist', 'notes', 'plugins'],
      ['messages', 'privacy'],
    ],
  },
  {
    part: 'apps/fulfillment/src',
    floors: [
      ['migrations'],
      ['houses'],
      ['fulfillments'],
      ['privacy', 'returns', 'sendings', 'webhooks'],
      ['orders'],
    ],
  },
  {
    part: 'apps/cases/src',
    floors: [
      ['migrations'],
      ['attachments', 'options', 'people'],
      ['schemes'],
      ['cases'],
      ['macros', 'mail', 'presence', 'records'],
      ['privacy'],
    ],
  },
  {
    part: 'apps/gateway/src',
    floors: [
      ['migrations'],
      ['identity'],
      ['calls'],
      ['audit', 'backups', 'dead-letters'],
      ['sessions'],
      ['users'],
      ['api-keys', 'http'],
    ],
  },
];

/** The parts of which no file may lead back to itself. */
const WITHOUT_CIRCLES = [
  'libs/contracts',
  'libs/messaging',
  'libs/persistence',
  'libs/testing',
  'apps/billing',
  'apps/cases',
  'apps/customers',
  'apps/fulfillment',
  'apps/gateway',
  'apps/reporting',
];

const production = sources().filter(({ forTests }) => !forTests);
const graph = importGraph(production);

describe.each(PARTS)('The rooms of $part', (within) => {
  it('are imported downwards only, so that each can be read without those above it', () => {
    expect(climbs(within, graph)).toEqual([]);
  });

  it('are those of the table', () => {
    const rooms = new Set(production.flatMap(({ path }) => roomOf(within, path) ?? []));
    expect([...rooms].sort()).toEqual(within.floors.flat().sort());
  });
});

describe('No file imports itself by way of others', () => {
  it.each(WITHOUT_CIRCLES)('in %s', (part) => {
    const own = [...graph].filter(([path]) => path.startsWith(`${part}/`));
    expect(own.length).toBeGreaterThan(0);
    expect(circlesIn(new Map(own))).toEqual([]);
  });
});

describe('What is held about rooms', () => {
  const house: Part = { part: 'libs/house/src', floors: [['cellar'], ['kitchen', 'hall'], ['attic']] };
  const file = (path: string, ...imports: string[]): Source => ({
    path: `libs/house/src/${path}.ts`,
    text: imports.map((written) => `import type { It } from '${written}';`).join('\n'),
    forTests: false,
  });
  const climbsOf = (...files: Source[]): string[] => climbs(house, importGraph(files));

  it('would notice an import of a higher floor, of the same floor, and of what puts the rooms together', () => {
    const [cellar, hall, attic] = [file('cellar/coal'), file('hall/door'), file('attic/index')];
    expect(climbsOf(cellar, file('kitchen/stove', '../cellar/coal'))).toEqual([]);
    expect(climbsOf(attic, file('kitchen/stove', '../attic'))).toHaveLength(1);
    expect(climbsOf(hall, file('kitchen/stove', '../hall/door'))).toHaveLength(1);
    expect(climbsOf(file('house.module'), file('kitchen/stove', '../house.module'))).toHaveLength(1);
    expect(climbsOf(file('house.config'), file('kitchen/stove', '../house.config'))).toEqual([]);
    expect(climbsOf(file('shed/spade'))).toHaveLength(1);
  });

  it('would notice a circle, however long, and not take for one what only meets again', () => {
    const meeting = [file('a', './b', './c'), file('b', './d'), file('c', './d'), file('d')];
    expect(circlesIn(importGraph(meeting))).toEqual([]);
    const circle = [file('a', './b'), file('b', './c'), file('c', './a', './d'), file('d')];
    expect(circlesIn(importGraph(circle))).toEqual([
      ['libs/house/src/a.ts', 'libs/house/src/b.ts', 'libs/house/src/c.ts'],
    ]);
  });
});
