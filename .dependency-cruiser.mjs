/** The layers of docs/architecture.md, as rules. A broken one fails the test run. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** Only these may touch Electron itself; everything else in electron/ is plain Node. */
const electronRooms = '^electron/(main\\.ts$|windows/|ipc/|preload/|app-scheme/|settings/secrets\\.ts$)';

export default {
  forbidden: [
    rule('no-cycle', 'A cycle means two files are one.', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    rule('resolvable', 'Every import names something that is there.', {}, { couldNotResolve: true }),
    rule(
      'shared-is-pure',
      'shared/ runs anywhere: no Node, no Electron, no page, no database.',
      { path: '^shared/' },
      { pathNot: ['^shared/', '^resources/', '(^|/)node_modules/(zod|canonicalize|survey-core|tokenx)/'] },
    ),
    rule(
      'one-room-for-forms',
      'The form library is large; what the engine needs of it stands in one room.',
      { path: '^(shared|electron)/', pathNot: '^shared/questionnaire/' },
      { path: '(^|/)node_modules/survey-core/' },
    ),
    rule(
      'pages-know-only-shared',
      'Pages reach the main process through the contract alone.',
      { path: '^renderer/' },
      { path: ['^electron/', '^scripts/', '^test/', '(^|/)node_modules/(electron|better-sqlite3)/'] },
    ),
    rule('pages-have-no-node', 'Pages are sandboxed.', { path: '^renderer/' }, { dependencyTypes: ['core'] }),
    rule(
      'features-stay-apart',
      'A feature folder uses ui/ and itself, and the panes and sheets that several are made of; the two entry pages put features together.',
      { path: '^renderer/([^/]+)/', pathNot: '^renderer/(participant|moderator|preview)/' },
      { path: '^renderer/', pathNot: ['^renderer/$1/', '^renderer/(ui|panes|sheet)/', '^renderer/participant/any-screen\\.tsx$'] },
    ),
    rule(
      'windows-stay-apart',
      'The two windows have their own pages, calls and blinding.',
      { path: '^renderer/participant/' },
      { path: '^renderer/moderator/' },
    ),
    rule(
      'windows-stay-apart-2',
      'The two windows have their own pages, calls and blinding.',
      { path: '^renderer/moderator/' },
      { path: '^renderer/participant/' },
    ),
    rule(
      'main-has-no-pages',
      'The main process knows no page.',
      { path: '^electron/' },
      { path: ['^renderer/', '^test/', '^scripts/'] },
    ),
    rule(
      'electron-in-few-places',
      'Services are plain Node, so that tests and the command line can use them.',
      { path: '^electron/', pathNot: electronRooms },
      { path: '(^|/)node_modules/electron/' },
    ),
    rule(
      'command-line-without-electron',
      'The command line runs without Electron.',
      { path: '^electron/cli/' },
      { path: electronRooms },
    ),
    rule('no-test-packages', 'The app does not ship what only tests use.', { path: '^(shared|electron|renderer)/' }, {
      path: '(^|/)node_modules/(vitest|fast-check|@playwright|playwright|@axe-core|yauzl)/',
    }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(css|woff2|svg)$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
