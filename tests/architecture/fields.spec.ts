import * as ts from 'typescript';
import { importsOf, sources, type Source } from './sources';

const contracts = sources().filter(
  ({ path, forTests }) => path.startsWith('libs/contracts/src/') && !forTests,
);

/** A property of a class with the names of its decorators. */
interface Property {
  of: string;
  name: string;
  decorators: string[];
}

function propertiesOf({ path, text }: Source): Property[] {
  const found: Property[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassDeclaration(node)) {
      for (const member of node.members.filter(ts.isPropertyDeclaration)) {
        const decorators = (ts.getDecorators(member) ?? []).map(({ expression }) =>
          (ts.isCallExpression(expression) ? expression.expression : expression).getText(),
        );
        if (decorators.length > 0)
          found.push({ of: node.name?.text ?? '', name: member.name.getText(), decorators });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;
}

describe('The fields of the contracts', () => {
  const properties = contracts.flatMap(propertiesOf);
  const named = ({ of, name, decorators }: Property) => `${of}.${name}: ${decorators.join(', ')}`;

  it('are each defined by one decorator', () => {
    expect(properties.length).toBeGreaterThan(1_000);
    expect(properties.filter(({ decorators }) => decorators.length > 1).map(named)).toEqual([]);
  });

  it('are all of the one vocabulary: class-validator checks settings, and forms that are known everywhere', () => {
    const libraries = /^class-(validator|transformer)/;
    const where =
      /^libs\/contracts\/src\/fields\/|\.config\.ts$|^libs\/messaging\/src\/(core\/config|plugins\/plugin-endpoint|operations\/(consent-link|reply-address))\.ts$/;
    const faults = sources()
      .filter(({ path }) => !where.test(path))
      .flatMap((source) =>
        importsOf(source).flatMap(({ target }) =>
          'package' in target && libraries.test(target.package)
            ? [`${source.path} imports ${target.package}`]
            : [],
        ),
      );
    expect(faults).toEqual([]);
  });

  it('are checked to the last character where somebody else fills them', () => {
    const ours = new Set(['Text', 'ShortText', 'ShortTexts', 'Sum', 'TextMap']);
    const theirs = /(Input|Query|Data|Profile|Fields)$/;
    const lenient = properties.filter(
      ({ of, decorators }) =>
        theirs.test(of) && of !== 'EnvelopeData' && decorators.some((one) => ours.has(one)),
    );
    expect(lenient.map(named)).toEqual([]);
  });
});
