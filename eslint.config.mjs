import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Rules by which a mistake shows before it runs; each one that is off says why. */
export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.daybook/', 'coverage/', 'apps/console/src/api/snapshots/'] },
  {
    files: ['{apps,libs,deploy,tests}/**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 300 }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-exports': 'error',
      // Leaves files with decorators alone: there an import of a class is needed when the program runs.
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      // An interface asks for a promise where an implementation has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // `void` in front of a promise that is watched elsewhere is said on purpose.
      '@typescript-eslint/no-confusing-void-expression': 'off',
    },
  },
  {
    // What the console shows can be used by everybody, and its hooks by the rules of hooks.
    files: ['apps/console/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended, jsxA11y.flatConfigs.strict],
    rules: {
      // The API leaves a field out or says null, and means the same.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // What scrolls must be reachable by keys.
      'jsx-a11y/no-noninteractive-tabindex': ['error', { tags: [], roles: ['tabpanel', 'region', 'table'] }],
    },
  },
  {
    files: ['**/*.spec.ts'],
    rules: {
      // expect(service.method) looks like an unbound method and is none.
      '@typescript-eslint/unbound-method': 'off',
      // What a test gets from HTTP or SQL is looked at by the test itself.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
);
