import { importsOf, sources, type Source } from './sources';

/** One part of the repository and what it may import. */
interface Border {
  /** Paths it holds. */
  part: RegExp;
  /** Files of ours it may import beside its own; `own` stands for what the first group of `part` matched. */
  may: readonly string[];
  /** What its tests may import besides. */
  testsMay: readonly string[];
  /** Packages it must do without. */
  never: readonly RegExp[];
  because: string;
}

const TESTING = ['libs/testing'];

/** The import borders: the first part that matches a file decides. */
const BORDERS: readonly Border[] = [
  {
    part: /^(apps\/[^/]+)\//,
    may: ['libs/contracts', 'libs/messaging', 'libs/persistence'],
    testsMay: TESTING,
    never: [],
    because:
      'services speak to each other by requests and events only, so that each can be changed and run alone',
  },
  {
    part: /^(libs\/contracts)\//,
    may: [],
    testsMay: TESTING,
    never: [/^@nestjs\//, /^@mikro-orm\//, /^nats$/, /^pg$/, /^fastify$/],
    because:
      'the language is read by everybody, in a browser too, and must not bring a framework or a database along',
  },
  {
    part: /^(libs\/persistence)\//,
    may: ['libs/contracts'],
    testsMay: TESTING,
    never: [/^nats$/, /^fastify$/, /^@nestjs\/microservices$/],
    because: 'what is written to the database must not depend on how it is sent',
  },
  {
    part: /^(libs\/messaging)\//,
    may: ['libs/contracts', 'libs/persistence'],
    testsMay: TESTING,
    never: [],
    because: 'running a service needs the language and the database, and knows no service',
  },
  {
    part: /^(libs\/testing)\//,
    may: ['libs/contracts', 'libs/messaging', 'libs/persistence', 'deploy/local', 'deploy/nats'],
    testsMay: [],
    never: [],
    because: 'the harness starts real servers as the local system does, and knows no service',
  },
  {
    part: /^(deploy\/demo)\//,
    may: [
      'deploy/local',
      'deploy/nats',
      'deploy/clients',
      'deploy/backup',
      'libs/contracts',
      'libs/messaging',
    ],
    testsMay: [...TESTING, 'deploy/sandbox'],
    never: [],
    because: 'the demonstration is lived through the services’ faces, and kept and restored as any backup is',
  },
  {
    part: /^(deploy\/[^/]+)\//,
    may: ['deploy/local', 'deploy/nats', 'deploy/clients', 'libs/contracts', 'libs/messaging'],
    testsMay: [...TESTING, 'deploy/sandbox'],
    never: [],
    because: 'what surrounds the services starts them as processes and speaks to them from outside',
  },
  {
    part: /^(tests\/bench)\//,
    may: [
      'apps',
      'libs/contracts',
      'libs/messaging',
      'libs/persistence',
      'libs/testing',
      'deploy/local',
      'deploy/nats',
      'deploy/clients',
    ],
    testsMay: [],
    never: [],
    because:
      'a bench sets a service’s store or search, without what stands around it, against a bare program',
  },
  {
    part: /^(tests)\//,
    may: [
      'libs/contracts',
      'libs/messaging',
      'libs/persistence',
      'libs/testing',
      'deploy/local',
      'deploy/nats',
      'deploy/clients',
    ],
    testsMay: ['deploy/sandbox', 'deploy/load'],
    never: [],
    because: 'stories are told over the public interfaces, so that no service’s inside is nailed down',
  },
];

function crossings(source: Source): string[] {
  const border = BORDERS.find(({ part }) => part.test(source.path));
  if (border === undefined) return [`${source.path} lies in no part of the repository`];
  const own = border.part.exec(source.path)?.[1] as string;
  const allowed = [own, ...border.may, ...(source.forTests ? border.testsMay : [])];
  return importsOf(source).flatMap(({ written, target }) => {
    const wrong =
      'ours' in target
        ? !allowed.some((folder) => target.ours === folder || target.ours.startsWith(`${folder}/`))
        : border.never.some((name) => name.test(target.package));
    return wrong ? [`${source.path} imports ${written}: ${border.because}`] : [];
  });
}

describe('The import borders', () => {
  const all = sources();

  it('are kept by every file', () => {
    expect(all.length).toBeGreaterThan(100);
    expect(all.flatMap(crossings)).toEqual([]);
  });

  it('let libraries be entered by their front door only', () => {
    const backDoors = all
      // Makes credentials before anything is built: the whole library would bring Nest along.
      .filter(({ path }) => !path.startsWith('deploy/nats/'))
      .flatMap((source) =>
        importsOf(source).flatMap(({ written, target }) => {
          const lib = 'ours' in target ? /^libs\/[^/]+\//.exec(target.ours)?.[0] : undefined;
          const outside = lib !== undefined && !source.path.startsWith(lib);
          return outside && !written.startsWith('@daybook/') ? [`${source.path} imports ${written}`] : [];
        }),
      );
    expect(backDoors).toEqual([]);
  });

  it('keep tools for tests out of what runs', () => {
    const strays = all
      .filter(({ forTests, path }) => !forTests && !path.startsWith('libs/testing/'))
      .flatMap((source) =>
        importsOf(source)
          .filter(({ target }) =>
            'ours' in target
              ? /^libs\/testing\b|\/src\/testing\//.test(target.ours)
              : ['jest', '@jest/globals', 'supertest', 'fast-check'].includes(target.package),
          )
          .map(({ written }) => `${source.path} imports ${written}`),
      );
    expect(strays).toEqual([]);
  });

  it('would notice an app that imports another, and contracts that import a database', () => {
    const intruder = (path: string, text: string): Source => ({ path, text, forTests: false });
    expect(
      crossings(
        intruder(
          'apps/cases/src/x.service.ts',
          `import { Order } from '../../billing/src/orders/order.entity';`,
        ),
      ),
    ).toHaveLength(1);
    expect(
      crossings(intruder('libs/contracts/src/x.ts', `import { raw } from '@mikro-orm/core';`)),
    ).toHaveLength(1);
    expect(
      crossings(intruder('libs/contracts/src/x.ts', `import type { Bus } from '@daybook/messaging';`)),
    ).toHaveLength(1);
    expect(
      crossings(
        intruder('apps/cases/src/x.service.ts', `import { UnitOfWork } from '@daybook/persistence';`),
      ),
    ).toEqual([]);
  });
});
