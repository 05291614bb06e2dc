// `--help` of every command, and what is said of an option that it has not: plain JavaScript, without dependencies.
import { COMMANDS } from './commands.mjs';

const asked = new Set(['--help', '-h', 'help']);

/**
 * Shows what a command takes and ends, where that was asked for; ends with what is wrong where an option is none of
 * its own.
 *
 * @param name the npm script, `npm_lifecycle_event` when it is run by npm
 * @param args what stands behind it
 */
export function checkArguments(name, args) {
  const command = COMMANDS[name];
  if (command === undefined) {
    // Asked for help, a command does nothing else, whether anybody has written it or not.
    if (!args.some((arg) => asked.has(arg))) return;
    process.stderr.write(`There is no help for ${name || 'this'} in deploy/local/commands.mjs.\n`);
    process.exit(1);
  }
  if (args.some((arg) => asked.has(arg))) {
    process.stdout.write(helpOf(name, command));
    process.exit(0);
  }
  const fault = faultOf(command, args);
  if (fault === undefined) return;
  process.stderr.write(`${fault} \`${called(name)} -- --help\` says what there is.\n`);
  process.exit(1);
}

/** What is wrong with a command's arguments. */
export function faultOf({ options, words, others }, args) {
  if (others !== undefined) return undefined;
  const names = Object.keys(options);
  for (let at = 0; at < args.length; at++) {
    const [name, ...value] = args[at].split('=');
    if (!name.startsWith('-')) {
      if (words?.includes(name)) continue;
      return words === undefined
        ? `It takes no \`${name}\`.${instead(`--${name}`, names)}`
        : `There is no \`${name}\`: ${words.join(', ')}.`;
    }
    if (!names.includes(name)) return `There is no option \`${name}\`.${instead(name, names)}`;
    const [word] = options[name];
    if (word === null && value.length > 0) return `\`${name}\` takes no value.`;
    if (word !== null && value.length === 0) {
      const next = args[++at];
      if (next === undefined || next.startsWith('--'))
        return `\`${name}\` needs a value: \`${name} ${word}\`.`;
    }
  }
  return undefined;
}

/** How a command is called. */
function called(name) {
  return name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`;
}

function helpOf(name, { does, options, words, others, variables = [], examples }) {
  const lines = Object.entries(options).map(([option, [word, says]]) => [
    word === null ? option : `${option} ${word}`,
    says,
  ]);
  return [
    [
      `${called(name)}${lines.length === 0 && words === undefined && others === undefined ? '' : ' -- […]'}`,
      '',
      ...folded(does, 0),
    ].join('\n'),
    section('Options', [...lines, ['--help', 'show this']]),
    words === undefined ? undefined : `What is named, else all: ${words.join(', ')}`,
    others,
    section('Environment', variables),
    section('Examples', examples),
  ]
    .filter((part) => part !== undefined)
    .join('\n\n')
    .concat('\n');
}

function section(title, rows) {
  if (rows.length === 0) return undefined;
  const width = Math.min(34, Math.max(...rows.map(([left]) => left.length)));
  const body = rows.flatMap(([left, right]) => {
    const lines = folded(right, width + 4);
    if (left.length > width) return [`  ${left}`, ...lines.map((line) => ' '.repeat(width + 4) + line)];
    return lines.map((line, index) => `  ${(index === 0 ? left : '').padEnd(width)}  ${line}`.trimEnd());
  });
  return [`${title}:`, ...body].join('\n');
}

/** A text in lines of 100 characters, less what stands before it. */
function folded(text, before) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== '' && line.length + word.length >= 100 - before) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

function instead(name, names) {
  const [near] = names
    .map((known) => ({ known, away: distance(name, known) }))
    .filter(({ away, known }) => away <= Math.max(2, known.length / 3))
    .sort((a, b) => a.away - b.away);
  return near === undefined ? '' : ` Do you mean \`${near.known}\`?`;
}

/** How many letters are to be put in, left out or changed to come from one word to another. */
function distance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1));
    row = next;
  }
  return row[to.length];
}
