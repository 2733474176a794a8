import { compareVersions, type Version } from '../../../base/version.ts';
import type { SectionSyntax } from '../parser.ts';
import { rangeOfName, type SectionNames } from '../section-names.ts';
import { type Defaults, DefaultsUse, type Inherited } from './inherited.ts';
import type { Issue, IssueId } from './issue.ts';

const noIssues: readonly Issue[] = [];

/** What HAProxy says of a section that builds on a defaults section with a name, which others above may use, too. */
export function defaultsIssues(
  section: SectionSyntax,
  names: SectionNames,
  base: Defaults,
  { used }: Inherited,
  version: Version,
): readonly Issue[] {
  // Names of defaults sections came with 2.4, and rules in them with 2.5.
  if (!base.name || compareVersions(version, [2, 4]) < 0) return noIssues;
  const at = names.from ?? names.name;
  if (!at || !/^(?:frontend|backend|listen|defaults)$/.test(names.kind)) return noIssues;
  const uses = used.get(base) ?? 0;
  const issue = (id: IssueId, severity: Issue['severity'], message: string): readonly Issue[] => [
    { id, severity, message, range: rangeOfName(section, at) },
  ];
  const shared =
    base.rules === 'none' || compareVersions(version, [2, 5]) < 0 ? undefined : ruleFault(names, base, uses);
  if (shared !== undefined) return issue('misplaced-keyword', 'error', shared);
  if (names.kind === 'defaults') return noIssues;
  const { name } = base.name;
  if (!names.from && (uses & DefaultsUse.named) !== 0) {
    const message = `HAProxy complains: the defaults section "${name}" is named with "from" above and would be taken without here. Write "from ${name}".`;
    return issue('undefined-reference', 'warning', message);
  }
  if (names.from && (uses & DefaultsUse.implied) !== 0 && (uses & DefaultsUse.named) === 0) {
    const message = `HAProxy complains: the defaults section "${name}" is named with "from" here, and a section above takes it without. Write "from ${name}" there, too.`;
    return issue('undefined-reference', 'warning', message);
  }
  return noIssues;
}

/** Rules fit one side of a proxy only, so a defaults section with rules serves frontends or backends. */
function ruleFault({ kind }: SectionNames, { name, rules }: Defaults, uses: number): string | undefined {
  const what = `the defaults section "${name?.name}" holds rules`;
  const move = 'Move the rules to the sections that they are for.';
  if (kind === 'listen')
    return `HAProxy refuses this listen section: ${what}, which listen sections cannot take over. ${move}`;
  if (kind === 'defaults')
    return `HAProxy refuses this: ${what}, which other defaults sections cannot take over. ${move}`;
  if (kind === 'frontend' && rules === 'of servers') {
    return `HAProxy refuses this frontend: ${what} with "tcp-response", which are for backends. ${move}`;
  }
  const other = kind === 'frontend' ? DefaultsUse.backend : DefaultsUse.frontend;
  if ((uses & other) === 0) return undefined;
  const others = kind === 'frontend' ? 'backend' : 'frontend';
  return `HAProxy refuses this ${kind}: ${what} and a ${others} above builds on it; one of the two kinds may. Give each kind its own defaults section.`;
}
