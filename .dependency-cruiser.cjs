/** The rules of the house (docs/architecture.md); test/architecture.test.ts plants violations to show that they bite. */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    {
      name: 'core-uses-no-room',
      severity: 'error',
      from: { path: '^src/core' },
      to: { path: '^src/(?!core)' },
    },
    {
      name: 'a-feature-calls-another-only-through-its-service',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: ['^src/features/$1/', '^src/features/[^/]+/service\\.ts$'] },
    },
    {
      name: 'rules-import-only-core-luxon-zod',
      severity: 'error',
      from: { path: '^src/features/[^/]+/rules\\.ts$' },
      to: { pathNot: ['^src/core/', '^node_modules/(luxon|zod|@types/luxon)/'] },
    },
    {
      name: 'views-use-no-store-and-no-service',
      severity: 'error',
      from: { path: '^src/features/[^/]+/views\\.ts$' },
      to: { path: '^src/features/[^/]+/(store|service|listeners)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-listeners-see-bolt',
      severity: 'error',
      from: { path: '^src/features/[^/]+/(?!listeners)' },
      to: { path: '^node_modules/@slack/bolt/' },
    },
    {
      name: 'rooms-know-no-feature',
      severity: 'error',
      from: { path: '^src/(db|outbox|slack)/' },
      to: { path: '^src/features/' },
    },
    {
      name: 'src-knows-no-sandbox-test-bench',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(sandbox|test|bench)/' },
    },
    {
      name: 'sandbox-knows-the-product-only-in-the-demo',
      severity: 'error',
      from: { path: '^sandbox/', pathNot: '^sandbox/demo' },
      to: { path: '^src/' },
    },
    {
      name: 'production-uses-no-dev-dependency',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    // It cannot read JSX; test/web/imports.test.ts looks at those files.
    exclude: { path: '\\.tsx$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
