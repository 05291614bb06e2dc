import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where the machine may have it; `CHROMIUM` names another one. */
const PLACES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const PACKAGES = ['chromium', 'fonts-inter', 'fonts-noto-core', 'fonts-noto-color-emoji'];

/** As root and without a network but this machine's. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-default-apps',
];

/** The machine's Chromium; undefined where there is none. */
export function findChromium(): string | undefined {
  return PLACES.find((path) => path !== undefined && existsSync(path));
}

/** Sees to it that there is one, of Debian where it may install that. @throws Error that says what to do */
export function ensureChromium(): void {
  if (findChromium() !== undefined) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write(`Installing ${PACKAGES.join(', ')} for the pages of the console…\n`);
    const options = { stdio: 'ignore' as const, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    try {
      execFileSync('apt-get', ['update', '-qq'], options);
      execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES], options);
    } catch {
      // Whatever the reason, the sentence below says what is to be done.
    }
  }
  if (findChromium() !== undefined) return;
  throw new Error(
    'The pages of the console need Chromium: install it (Debian: apt-get install chromium fonts-inter), or name its program by CHROMIUM.',
  );
}

/** Starts the machine's Chromium without a screen. @throws Error where there is none */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('there is no Chromium: `ensureChromium` sees to it');
  return chromium.launch({ executablePath, args: FLAGS });
}
