// What `npm start`, `npm test` and the commands beside them take, for `--help` and against what is mistyped: plain
// JavaScript, since it is asked before anything is installed.

const HOME = ['DAYBOOK_HOME', 'the folder with all data; `.daybook` when absent'];
const ADMIN = ['DAYBOOK_ADMIN_PASSWORD', "the password of admin, where the data folder's own does not hold"];
const KEPT = ['FOLDER', 'keep the store there for the next time'];
const ROWS = { '--rows': ['N', 'rows of the store that is measured'] };

/**
 * By the name of the npm script: what it does, its options (the word that an option takes, or null, and what it
 * says), environment variables, words that it takes, and examples.
 */
export const COMMANDS = {
  start: {
    does: 'Installs and builds what is missing, then runs the whole system until Ctrl-C. Its data is there again at the next start.',
    options: { '--no-demo': [null, 'start without demonstration data'] },
    variables: [
      HOME,
      ['PORT', "the gateway's port; 3000 when absent"],
      [
        'NATS_PORT, POSTGRES_PORT, SANDBOX_PORT, MAIL_PORT, SMTP_PORT',
        'the other ports; free ones in their place where the usual are taken',
      ],
      ['DAYBOOK_ADMIN_PASSWORD', 'the password of admin at the first start; a random one when absent'],
    ],
    examples: [
      ['npm start', 'with demonstration data at the first start'],
      ['npm start -- --no-demo', 'empty'],
      ['PORT=8080 DAYBOOK_HOME=/srv/daybook npm start', 'elsewhere'],
    ],
  },
  backup: {
    does: 'Writes all databases of the system in the data folder into a folder, while it runs or not.',
    options: {
      '--to': ['FOLDER', 'a folder that is not there yet'],
      '--with-secrets': [null, 'keys and passwords too'],
    },
    variables: [HOME],
    examples: [['npm run backup -- --to /backups/today', 'everything but the secrets']],
  },
  restore: {
    does: 'Brings all databases back from a backup. The system must not run.',
    options: {
      '--from': ['FOLDER', 'what `npm run backup` wrote'],
      '--replace': [null, 'in the place of data that is there'],
      '--with-secrets': [null, 'keys and passwords too'],
    },
    variables: [HOME],
    examples: [['npm run restore -- --from /backups/today --replace', 'everything as it was then']],
  },
  'demo:make': {
    does: 'Makes the demonstration data anew: a seller lives through months in a system of its own whose clocks are turned, and what is there afterwards is kept in a file of the repository.',
    options: {
      '--days': ['N', 'how many are lived; 90 when absent'],
      '--customers': ['N', 'how many come; 1500 when absent'],
      '--seed': ['N', 'the same one draws the same; 2026 when absent'],
      '--to': ['FILE', 'where it is kept; what `npm start` restores when absent'],
      '--home': ['FOLDER', 'live in this folder, and keep it'],
    },
    examples: [
      ['npm run demo:make', 'all of it'],
      ['npm run demo:make -- --days 4 --customers 90 --to /tmp/small.br', 'a little, to try the script'],
    ],
  },
  'report:rebuild': {
    does: "Makes the report's store anew beside the one that answers, and shows how far it is.",
    options: {
      '--url': ['URL', 'the gateway; that of the data folder when absent'],
      '--user': ['NAME', 'who asks for it; admin when absent'],
      '--cancel': [null, 'give up the rebuild that is under way'],
    },
    variables: [HOME, ['DAYBOOK_PASSWORD', "the user's password"], ADMIN],
    examples: [['npm run report:rebuild', 'of the system in the data folder']],
  },
  load: {
    does: 'Plays a day of a call center against a running system, and holds the report to it.',
    options: {
      '--minutes': ['N', 'how long; 5 when absent'],
      '--rate': ['N', 'acts a second; 20 when absent'],
      '--seed': ['N', 'the same one plays the same day; 1 when absent'],
      '--url': ['URL', 'the gateway'],
      '--nats': ['URL', 'what engines connect to'],
      '--sandbox': ['URL', 'the sandbox, to settle payments'],
      '--house-host': ['HOST', 'where the system reaches this machine; 127.0.0.1 when absent'],
    },
    variables: [HOME, ADMIN, ['PROCESSOR_KEY', "the sandbox's key"]],
    examples: [['npm run load -- --minutes 1 --rate 5', 'a minute, gently']],
  },
  'sandbox:house': {
    does: 'Plays a fulfillment house: takes the signed orders of a Daybook, and tells it by signed webhooks what becomes of them.',
    options: {
      '--url': ['URL', 'the gateway; that of the data folder when absent'],
      '--name': ['NAME', "the house's; played when absent. Made where it is not there"],
      '--webhook-secret': [
        'SECRET',
        'signs what it tells; without secrets the house is registered, or gets new ones',
      ],
      '--order-secret': ['SECRET', 'proves the orders that it gets'],
      '--host': ['HOST', 'where the system reaches this machine; 127.0.0.1 when absent'],
      '--port': ['N', 'where it takes orders; 3020 when absent, which `npm start` allows'],
      '--behaviour': ['WORD', 'deliver (when absent), ship, accept, fail, or silent'],
      '--parcels': ['N', 'parcels of each order; 1 when absent'],
      '--pause': ['SECONDS', 'between two of its messages; 1 when absent'],
      '--late': ['SECONDS', 'by which each message comes later than what it tells'],
      '--twice': [null, 'each message comes again, under its id and under another one'],
      '--shuffle': [null, 'what is told of an order comes in the wrong order'],
      '--down': ['SECONDS', 'from the start for which it answers 503'],
    },
    variables: [HOME, ADMIN],
    examples: [
      ['npm run sandbox:house', 'registers a house with the running system and delivers its orders'],
      [
        'npm run sandbox:house -- --parcels 3 --twice --shuffle',
        'in three parcels, told twice and from behind',
      ],
      ['npm run sandbox:house -- --down 600', 'ten minutes out of order'],
    ],
  },
  pictures: {
    does: 'Takes the pictures of the documents (docs/images) in the light and in the dark, from a system of its own with the demonstration data.',
    options: {},
    variables: [['CHROMIUM', "the browser's program; the machine's when absent"]],
    examples: [['npm run pictures', 'all of them']],
  },
  bench: {
    does: 'Measures Daybook against bare paths in the same run, and keeps the results in tests/bench/results.',
    options: {},
    words: ['gateway', 'commands', 'services', 'intake', 'report', 'idle'],
    examples: [
      ['npm run bench', 'all of it'],
      ['npm run bench -- gateway report', 'what is named'],
    ],
  },
  'bench:commands': {
    does: 'Measures what commands cost, against the bare path of a note.',
    options: {},
    examples: [['npm run bench:commands', '']],
  },
  'bench:idle': {
    does: 'Measures what the whole system takes while nothing happens, and how soon it answers after a kill and a start.',
    options: {},
    examples: [['npm run bench:idle', '']],
  },
  'bench:cases': {
    does: 'Measures the list of cases by its filters and words.',
    options: {
      '--cases': ['N', 'how many cases there are; 200,000 when absent'],
      '--messages': ['N', 'how many messages they have; five a case when absent'],
      '--rounds': ['N', 'how often each is asked; 20 when absent'],
    },
    examples: [['npm run bench:cases -- --cases 20000', 'fewer of them']],
  },
  'bench:fulfillments': {
    does: 'Measures the lists of fulfillments by status, house, campaign and date.',
    options: {
      '--fulfillments': ['N', 'how many there are; 200,000 when absent'],
      '--rounds': ['N', 'how often each is asked; 40 when absent'],
    },
    examples: [['npm run bench:fulfillments -- --fulfillments 20000', 'fewer of them']],
  },
  'bench:search': {
    does: 'Measures the search for customers.',
    options: {
      '--rows': ['N', 'how many customers there are'],
      '--rounds': ['N', 'how often each is looked for'],
      '--home': KEPT,
    },
    examples: [['npm run bench:search', '']],
  },
  'bench:report': {
    does: 'Measures the report over many actions, its filters against plain queries.',
    options: {
      ...ROWS,
      '--home': KEPT,
      '--parts': ['NAMES', 'only these parts of it, with commas between them'],
    },
    examples: [['npm run bench:report -- --rows 10000000', 'ten million actions']],
  },
  'bench:details': {
    does: "Measures the report's details at any depth.",
    options: ROWS,
    examples: [['npm run bench:details -- --rows 1000000', '']],
  },
  'bench:export': {
    does: 'Measures exports: rows a second and memory.',
    options: ROWS,
    examples: [['npm run bench:export -- --rows 1000000', '']],
  },
  'bench:rebuild': {
    does: "Measures how fast the report's store is made anew.",
    options: ROWS,
    examples: [['npm run bench:rebuild -- --rows 100000', '']],
  },
  'dev:console': {
    does: "Serves the console's pages from their sources, each change at once, before a Daybook that runs.",
    options: { '--port': ['N', 'where; 5173 when absent'] },
    variables: [['DAYBOOK', "the gateway's address; http://127.0.0.1:3000 when absent"]],
    examples: [
      ['npm run dev:console', 'before `npm start`'],
      ['DAYBOOK=http://127.0.0.1:8080 npm run dev:console', 'before another one'],
    ],
  },
  test: {
    does: 'Installs what is missing, and proves everything: build, types, lint, formatting, specs, stories, faults.',
    options: {
      '--day': ['MOMENT', 'as on that day, such as 2028-02-29T12:00:00Z'],
      '--zone': ['ZONE', 'in that time zone, with --day; UTC when absent'],
      '--full': [null, 'the long runs too, and all of it on the days that are like no other'],
    },
    others: "All other arguments are jest's, for one run in place of all rounds.",
    examples: [
      ['npm test', 'everything'],
      ['npm test -- apps/billing', 'what stands there'],
      ['npm test -- --day=2027-01-31T12:00:00Z', 'as on that day'],
    ],
  },
  'test:full': {
    does: '`npm test` with the long runs, and all of it again on the days that are like no other.',
    options: {},
    others: 'As `npm test`.',
    examples: [['npm run test:full', '']],
  },
  'test:nodes': {
    does: '`npm test` under each major version of Node that is supported, each fetched once.',
    options: {},
    others: 'Versions; after a `--` of its own what `npm test` takes.',
    examples: [['npm run test:nodes -- 22 24', 'under these']],
  },
};
