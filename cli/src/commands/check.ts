import { type Table, table } from '#core/base/table.ts';
import type { Language } from '#core/languages/language.ts';
import { programLanguages, programsOf } from '#core/languages/languages.ts';
import { notJudgedRule } from '#core/lint/not-judged.ts';
import { readSettings, withForced } from '#core/workspace/settings.ts';
import { type FileText, Workspace } from '#core/workspace/workspace.ts';
import { type Applied, applySafeFixes } from '../apply-fixes.ts';
import { type Args, type Usage, unknownValue } from '../args.ts';
import { type CheckReport, checkReport, countBySeverity } from '../check-report.ts';
import { failuresIn } from '../failures.ts';
import { fileFromInput, type LoadedFiles, loadFiles } from '../files.ts';
import { type Host, messageLines, type Outcome, usageError } from '../host.ts';
import { tuneForWork } from '../long-work.ts';
import { progressBar } from '../progress.ts';
import { checkJson } from '../reporters/check-json.ts';
import { checkText } from '../reporters/check-text.ts';
import { type Style, styleFor } from '../style.ts';
import { comparedVersions, comparisonReport } from '../version-comparison.ts';
import { versionError, versionsIn } from '../versions.ts';

export const checkUsage: Usage = {
  name: 'check',
  operands: '[PATH…]',
  maxOperands: Number.POSITIVE_INFINITY,
  summary: 'Reports what is wrong in the files below the paths, and between the files of paired nodes.',
  description: `PATH is a file, a folder, or "-" for standard input; by default the current folder.
Exit 0: no error. 1: errors, a file that could not be judged completely, or more warnings than --max-warnings. 2: wrong usage, or a path that cannot be read.`,
  flags: {
    format: { value: 'text|json', help: 'how to print the findings; by default text' },
    haproxy: { value: 'VERSION', help: 'version of HAProxy on the machines; by default 3.2' },
    keepalived: { value: 'VERSION', help: 'version of keepalived on the machines; by default 2.3.4' },
    compare: {
      value: 'VERSION',
      help: 'only what changes against this version of the program named by the flags above',
    },
    language: { value: 'haproxy|keepalived', help: 'language of a single file or of standard input' },
    'max-warnings': { value: 'N', help: 'exit 1 when there are more warnings' },
    fix: { help: 'apply the safe fixes and write the files, then report what is left' },
    hints: { help: 'print hints, too, which the text form only counts' },
    'only-program': { help: 'only what the real programs refuse as well' },
  },
};

const formats: Table<(report: CheckReport, style: Style, withHints: boolean) => string> = table({
  text: checkText,
  json: checkJson,
});

export function check(args: Args, host: Host): Outcome {
  const formatName = args.value('format') ?? 'text';
  const format = formats.get(formatName);
  if (!format) return usageError(unknownValue('--format', formatName, [...formats.keys()]));
  const languageName = args.value('language');
  const known = programLanguages();
  const language = known.find(({ id }) => id === languageName);
  if (languageName !== undefined && !language) {
    return usageError(
      unknownValue(
        '--language',
        languageName,
        known.map(({ id }) => id),
      ),
    );
  }
  const maxWarnings = args.value('max-warnings');
  if (maxWarnings !== undefined && !/^\d+$/.test(maxWarnings)) {
    return usageError(`"${maxWarnings}" is not a number for --max-warnings`);
  }
  const [version] = programsOf().flatMap((program) => versionError(program, args.value(program.id)) ?? []);
  if (version) return usageError(version);
  const compared = comparedVersions(args);
  if (compared && 'error' in compared) return usageError(compared.error);

  const paths = args.operands.length > 0 ? args.operands : ['.'];
  const loaded = load(host, paths, language);
  if ('error' in loaded) return usageError(loaded.error);
  if (loaded.files.length === 0 && loaded.problems.length === 0) return usageError(...nothingFound(paths));

  const settings = withForced(readSettings({ onlyProgram: args.has('only-program') }), versionsIn(args));
  if (args.has('fix') && paths.includes('-')) return usageError('--fix writes files, and "-" is none');
  const workspace = new Workspace();
  workspace.applyChange({ settings });
  checkStepwise(workspace, loaded.files, host);
  const fixed = args.has('fix') ? applySafeFixes(workspace, host.cwd, paths) : undefined;
  const { snapshot } = workspace;
  const report = compared
    ? comparisonReport(snapshot, loaded.problems, compared)
    : checkReport(snapshot, loaded.problems);
  const counts = countBySeverity(report.findings);
  const warnings = counts.get('warning') ?? 0;
  const tooMany = maxWarnings !== undefined && warnings > Number(maxWarnings);
  const incomplete = report.findings.some(({ rule }) => rule === notJudgedRule);
  const stderr = [
    ...(incomplete ? failuresIn(snapshot.findings()) : []),
    ...(fixed ? describeFixes(fixed) : []),
    ...(tooMany ? [tooManyWarnings(warnings, maxWarnings)] : []),
  ];
  return {
    exitCode: fixed?.failed.length || tooMany || incomplete || (counts.get('error') ?? 0) > 0 ? 1 : 0,
    stdout: format(report, styleFor(host.colour), args.has('hints')),
    ...(stderr.length > 0 && { stderr: messageLines(stderr) }),
  };
}

/** How many files are taken up between two steps of the bar. */
const batch = 100;

/** Reads and checks file by file, so that the bar moves; the report then finds all of it done. */
function checkStepwise(workspace: Workspace, files: readonly FileText[], host: Host): void {
  const progress = progressBar(host, 'checking');
  const tuning = tuneForWork(files);
  const total = 2 * files.length;
  for (let from = 0; from < files.length; from += batch) {
    workspace.applyChange({ set: files.slice(from, from + batch) });
    progress.step(from, total);
  }
  tuning.filesAreRead();
  const { snapshot } = workspace;
  files.forEach(({ path }, index) => {
    snapshot.fileFindings(path);
    progress.step(files.length + index, total);
  });
  progress.end();
}

function tooManyWarnings(warnings: number, limit: string): string {
  return `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}, more than --max-warnings ${limit}`;
}

function describeFixes({ titles, failed }: Applied): readonly string[] {
  const written = [...titles].filter(([path]) => !failed.some((failure) => failure.path === path));
  const lines = written.map(([path, list]) => `${path}: ${list.join('; ')}`);
  const failures = failed.map(({ path, reason }) => `${path} is not fixed: ${reason}`);
  if (titles.size === 0) return ['nothing to fix safely'];
  return [...lines, ...failures];
}

/** What to say when there is no file of ours below the paths. */
export function nothingFound(paths: readonly string[]): readonly string[] {
  const where = paths.map((path) => `"${path}"`).join(', ');
  return [
    `no HAProxy or keepalived configuration in ${where}`,
    'looked for haproxy*.cfg and keepalived*.conf, files below folders called haproxy or keepalived, and other .cfg and',
    '.conf files whose text is one of the two; node_modules, dist and hidden folders are skipped',
  ];
}

function load(host: Host, paths: readonly string[], language: Language | undefined): LoadedFiles | { error: string } {
  if (paths.includes('-')) {
    return paths.length === 1
      ? fileFromInput(host.readStdin(), language)
      : { error: '"-" (standard input) cannot be checked together with other paths' };
  }
  if (language && paths.length > 1) return { error: '--language is for one file' };
  return loadFiles(host.cwd, paths, language);
}
