import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Args, suggestion, type Usage } from '../args.ts';
import { fileProblemDocs } from '../file-problems.ts';
import { type Outcome, usageError } from '../host.ts';
import { programFolder } from '../program-folder.ts';

export const explainUsage: Usage = {
  name: 'explain',
  operands: 'RULE',
  maxOperands: 1,
  summary: "Prints a rule's documentation: what it reports, why it matters, how to mend it.",
  description:
    'RULE is an id as findings show it, such as cluster/priorities-equal; the part before "/" may be left out.',
  flags: {},
};

export function explain(args: Args): Outcome {
  const [wanted] = args.operands;
  if (wanted === undefined) return usageError('which rule? Give its id, such as cluster/priorities-equal');
  const ids = knownIds();
  const matching = ids.filter((id) => id === wanted || id.endsWith(`/${wanted}`));
  const [id, ...others] = matching;
  if (id === undefined) return usageError(`unknown rule "${wanted}"${suggestion(wanted, [...ids, ...shortIds(ids)])}`);
  if (others.length > 0) return usageError(`"${wanted}" is ambiguous: ${matching.join(', ')}`);
  return { exitCode: 0, stdout: documentation(id) };
}

/** The documentation lies beside the program as files, so that starting the program does not load it. */
const rulesFolder = (): string => join(programFolder, 'rules');

function knownIds(): string[] {
  const folder = rulesFolder();
  const scopes = existsSync(folder) ? readdirSync(folder).sort() : [];
  const ids = scopes.flatMap((scope) =>
    readdirSync(join(folder, scope))
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => `${scope}/${name.slice(0, -'.md'.length)}`),
  );
  return [...ids, ...fileProblemDocs.keys()];
}

function shortIds(ids: readonly string[]): string[] {
  return ids.map((id) => id.slice(id.indexOf('/') + 1));
}

function documentation(id: string): string {
  return fileProblemDocs.get(id) ?? readFileSync(join(rulesFolder(), `${id}.md`), 'utf8');
}
