import { type Markers, markers } from './markers.ts';
import { haproxyLines, keepalivedBlocks, wrongHaproxyLines } from './positions.ts';

/** The files of two nodes that hold a secret of their own at every known position. */
export interface SecretPair {
  readonly files: Readonly<Record<string, string>>;
  readonly markers: Markers;
}

/**
 * `wrong`: with mistakes beside the secrets. `only`: one line of a section each, so that no list of lines hides what
 * comes behind the first difference.
 */
export function secretPair(wrong: boolean): SecretPair {
  const known = markers();
  const fill = (text: string): string =>
    text.replaceAll('SECRET2', known.next()).replace(/SECRET/g, () => known.next());
  const tables = wrong ? [haproxyLines, wrongHaproxyLines] : [haproxyLines];
  const haproxy = (): string => {
    const sections = tables.flatMap((table, t) =>
      Object.entries(table).flatMap(([kind, lines]) =>
        kind === 'global'
          ? [`global\n${lines.map((line) => `    ${fill(line)}\n`).join('')}`]
          : lines.map(
              (line, index) =>
                `${kind} x${t}${kind}${index}\n${context(kind)}    ${fill(line)}\n${wrong ? '    nosuch\n' : ''}`,
            ),
      ),
    );
    return [
      'defaults\n    mode http\n    timeout client 5s\n    timeout server 5s\n    timeout connect 5s\n',
      ...sections,
      `nosuchsection z\n    ${fill('user a password SECRET')}\n    ${fill('stats auth a:SECRET')}\n`,
      `# ${fill('stats auth admin:SECRET')}\n# haconf: ignore nosuch/${wrong ? 'rule' : 'other'}\nbackend b\n    server s1 10.0.0.1:80\n`,
    ].join('\n');
  };
  const keepalived = (node: number): string =>
    keepalivedBlocks
      .map((block, index) =>
        fill(
          block
            .replaceAll('NN', String(index + 20))
            .replaceAll('PRIO', String(100 + node))
            .replaceAll('_N', `_${index}`),
        ),
      )
      .join('\n');
  const files = [1, 2].flatMap((node) => [
    [`lb${node}/haproxy.cfg`, haproxy()],
    [`lb${node}/keepalived.conf`, keepalived(node)],
  ]);
  return { files: Object.fromEntries(files), markers: known };
}

function context(kind: string): string {
  return kind === 'frontend' ? '    bind 10.9.0.20:80\n' : '';
}
