import { describe, expect, test } from 'vitest';
import { repairsFor } from '#core/workspace/repairs.ts';
import { snapshotOf } from '../support/workspace.ts';

const proxy = 'global\nfrontend f\n    mode http\n    bind :80\n';

describe('an editor offers the word that the message proposes', () => {
  test.each([
    ['a keyword', 'global\n    maxcon 9\n', 'maxconn'],
    ['a timeout', `${proxy}    timeout clent 3s\n`, 'client'],
    ['an option', `${proxy}    option httplg\n`, 'httplog'],
    ['an action', `${proxy}    http-request dny\n`, 'deny'],
    ['a mode', 'global\nfrontend f\n    mode htp\n    bind :80\n', 'http'],
    ['a filter', `${proxy}    filter compresion\n`, 'compression'],
    ['a parameter', 'global\nbackend b\n    server s 10.0.0.1:80 chek\n', 'check'],
    ['an ACL', `${proxy}    acl local src 10.0.0.0/8\n    http-request deny if locl\n`, 'local'],
    ['a backend', `${proxy}    default_backend ap\nbackend app\n`, 'app'],
    ['a resolvers section', 'global\nresolvers dns\nbackend b\n    server s a:80 resolvers dsn\n', 'dns'],
    ['a defaults section', 'global\ndefaults base\nfrontend f from bas\n', 'base'],
  ])('%s', (_, text, meant) => {
    const path = 'haproxy.cfg';
    const snapshot = snapshotOf(new Map([[path, text]]), { haproxy: { version: '3.2' } });
    const finding = snapshot.fileFindings(path).find(({ guess }) => guess !== undefined);
    expect(finding?.message).toContain(`Did you mean "${meant}"?`);
    const [first] = finding ? repairsFor(snapshot, finding, finding.at) : [];
    expect(first?.title).toBe(`Change to "${meant}"`);
  });

  // The nearest of all machines' names is another one: it stands in a file that the process does not load.
  test('of the files that are loaded together, not of another machine', () => {
    const files = new Map([
      ['a/haproxy.cfg', `${proxy}    default_backend appli\nbackend applis\n`],
      ['a2/haproxy.cfg', 'global\nbackend appl\n'],
      ['0/haproxy.cfg', 'global\nbackend appla\n'],
    ]);
    const snapshot = snapshotOf(files, { haproxy: { version: '3.2' } });
    const finding = snapshot.fileFindings('a/haproxy.cfg').find(({ rule }) => rule === 'haproxy/undefined-backend');
    const titles = finding ? repairsFor(snapshot, finding, finding.at).map(({ title }) => title) : [];
    expect(finding?.message).toContain('Did you mean "applis"?');
    expect(titles).toContain('Change to "applis"');
  });
});
