import { type Directive, directiveSite, directivesOf, type HaproxySection } from '../../../languages/haproxy/config.ts';
import { globalsOf, sectionsWhere } from '../../../languages/haproxy/selection.ts';
import type { HaproxyFactsRule } from '../../rule.ts';

export const tlsMaximumBelowMinimum: HaproxyFactsRule<Facts> = {
  scope: 'haproxy',
  id: 'tls-maximum-below-minimum',
  severity: 'error',
  // HAProxy names the line, but sees it only where it can read the certificates.
  verdict: 'own',
  summary: '`ssl-max-ver` of a `bind` line below the `ssl-min-ver` that holds for all.',
  factsOf({ config }, { loadedTogether, complete }) {
    const limited = complete ? limitedOf(config) : [];
    if (limited.length === 0) return undefined;
    const files = loadedTogether.length > 0 ? loadedTogether : [config];
    return { limited, globals: files.flatMap(globalsOf), own: globalsOf(config) };
  },
  judge({ limited, globals, own }, report, path) {
    if (globals.some(({ conditional }) => conditional)) return;
    const minimum = minimumOf(globals);
    if (minimum === undefined) return;
    for (const section of limited) {
      for (const bind of directivesOf(section, 'bind')) {
        const at = bind.values.lastIndexOf('ssl-max-ver');
        const maximum = at < 0 ? -1 : versions.indexOf(bind.values[at + 1] ?? '');
        if (maximum < 0 || maximum >= minimum.version || !bind.certain || !bind.values.includes('ssl')) continue;
        if (bind.values.some((value) => /^(?:ssl-min-ver|(?:no|force)-(?:sslv3|tlsv1\d))$/.test(value))) continue;
        const word = section.syntax.lines[bind.line]?.words[at + 1];
        const { line, owner, version } = minimum;
        report({
          at: { path, site: directiveSite(section, bind, word, word) },
          severity: line ? 'error' : 'warning',
          message: line
            ? `HAProxy refuses this listener: no version of TLS is left, as "ssl-default-bind-options" starts with ${versions[version]}. Raise this, or write "ssl-min-ver" on this line, too.`
            : `HAProxy warns and offers ${versions[maximum]} alone: listeners start with ${versions[version]} where nothing is said. Write "ssl-min-ver" here, too, if this is meant.`,
          ...(line &&
            owner &&
            own.includes(owner) && {
              related: [
                { at: { path, site: directiveSite(owner, line) }, message: 'It holds for all.', mirrored: false },
              ],
            }),
        });
      }
    }
  },
};

interface Facts {
  /** The sections with a greatest version. */
  readonly limited: readonly HaproxySection[];
  readonly globals: readonly HaproxySection[];
  /** Those of the file itself. */
  readonly own: readonly HaproxySection[];
}

const limitedOf = sectionsWhere(({ conditional, syntax }) => !conditional && syntax.text.includes('ssl-max-ver'));

const versions = ['SSLv3', 'TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

interface Minimum {
  readonly version: number;
  readonly line?: Directive;
  readonly owner?: HaproxySection;
}

/** The version that listeners start with; undefined where other options have a say. */
function minimumOf(globals: readonly HaproxySection[]): Minimum | undefined {
  let found: Minimum = { version: versions.indexOf('TLSv1.2') };
  for (const owner of globals) {
    for (const line of directivesOf(owner, 'ssl-default-bind-options')) {
      if (!line.certain || line.values.some((value) => /^(?:no|force)-(?:sslv3|tlsv1\d)$/.test(value)))
        return undefined;
      const at = line.values.lastIndexOf('ssl-min-ver');
      const version = at < 0 ? -1 : versions.indexOf(line.values[at + 1] ?? '');
      if (version >= 0) found = { version, line, owner };
    }
  }
  return found;
}
