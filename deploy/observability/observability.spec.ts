import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { Metrics } from '@daybook/messaging';
import { services } from '@daybook/contracts';

interface Rules {
  groups: {
    rules: {
      alert: string;
      expr: string;
      labels: { severity: string };
      annotations: Record<string, string>;
    }[];
  }[];
}

interface Dashboard {
  panels: { type: string; title: string; targets?: { expr: string }[] }[];
}

const read = (file: string): string => readFileSync(join(__dirname, file), 'utf8');
const rules = (load(read('alerts.yml')) as Rules).groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(read('dashboard.json')) as Dashboard;
const expressions = [
  ...rules.map(({ expr }) => expr),
  ...dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
];

/** What Prometheus adds to each figure. */
const ADDED = ['service', 'instance', 'job', 'le'];

const { registry } = new Metrics('gateway');
const known = new Map(
  registry.getMetricsAsArray().map((metric) => {
    const { name, labelNames } = metric as unknown as { name: string; labelNames: string[] };
    return [name, [...labelNames, ...ADDED]] as const;
  }),
);

/** The name under which a figure is registered; histograms are asked for by their parts. */
function registered(name: string): string {
  const whole = name.replace(/_(bucket|sum|count)$/, '');
  return known.has(whole) ? whole : name;
}

function namesIn(expression: string): string[] {
  return [...expression.matchAll(/\b(?:daybook|process|nodejs)_\w+/g)].map(([name]) => registered(name));
}

describe('Dashboard and alerts', () => {
  it('ask for figures that exist, each by its name', () => {
    const asked = expressions.flatMap(namesIn);
    expect(asked.length).toBeGreaterThan(30);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });

  it('ask for labels that those figures have', () => {
    const wrong = expressions.flatMap((expression) => {
      const may = new Set(namesIn(expression).flatMap((name) => known.get(name) ?? []));
      const matched = [...expression.matchAll(/\{([^}]*)\}/g)].flatMap(([, inside = '']) =>
        [...inside.matchAll(/(\w+)\s*[!=]/g)].map(([, label = '']) => label),
      );
      const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, inside = '']) =>
        inside.split(',').map((label) => label.trim()),
      );
      return [...matched, ...grouped]
        .filter((label) => may.size > 0 && !may.has(label))
        .map((label) => `${label} in ${expression}`);
    });
    expect(wrong).toEqual([]);
  });

  it('show every figure of ours', () => {
    const shown = new Set(
      dashboard.panels.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => namesIn(expr))),
    );
    expect([...known.keys()].filter((name) => name.startsWith('daybook_') && !shown.has(name))).toEqual([]);
  });

  it('tell of each alert how grave it is and what it means', () => {
    expect(rules.length).toBeGreaterThan(10);
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const { alert, labels, annotations } of rules) {
      expect([alert, labels.severity]).toEqual([alert, expect.stringMatching(/^(page|ticket)$/)]);
      expect(Object.keys(annotations)).toEqual(['summary', 'description']);
    }
  });

  it('are written with brackets that match', () => {
    for (const expression of expressions) {
      const count = (sign: string): number => expression.split(sign).length;
      expect([expression, count('('), count('{'), count('[')]).toEqual([
        expression,
        count(')'),
        count('}'),
        count(']'),
      ]);
    }
  });

  it('have an example that reads every service', () => {
    const { scrape_configs } = load(read('prometheus.yml')) as {
      scrape_configs: { static_configs: { targets: string[] }[] }[];
    };
    const targets = scrape_configs.flatMap((config) =>
      config.static_configs.flatMap(({ targets: all }) => all),
    );
    expect(targets.map((target) => target.split(':')[0]).sort()).toEqual([...services].sort());
  });
});
