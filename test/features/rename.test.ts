import { describe, expect, test } from 'vitest';
import { applyEdits } from '#core/workspace/fixes.ts';
import { renamableAt, renameAt, renameOnNodes } from '#core/workspace/rename.ts';
import { snapshotOf } from '../support/workspace.ts';

/** The files after the name at `$0` of the first file got another one, or why it did not. */
function renamed(files: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string>> | string {
  const [path = '', marked = ''] = Object.entries(files)[0] ?? [];
  const texts = new Map(Object.entries(files).map(([key, text]) => [key, text.replace('$0', '')]));
  const result = renameAt(snapshotOf(texts), path, marked.indexOf('$0'), name);
  if ('refused' in result) return result.refused;
  return Object.fromEntries(
    [...texts].map(([key, text]) => {
      const edits = result.edits.filter((edit) => edit.path === key).map(({ range }) => ({ range, text: name }));
      return [key, applyEdits(text, edits)];
    }),
  );
}

const one = (text: string, name: string): unknown => {
  const path = /vrrp_/.test(text) ? 'keepalived.conf' : 'haproxy.cfg';
  const result = renamed({ [path]: text }, name);
  return typeof result === 'string' ? { refused: result } : result[path];
};

describe('rename', () => {
  test('changes every place of a configuration, in all of its files', () => {
    expect(
      renamed(
        {
          'haproxy.d/1.cfg': 'frontend f\n    use_backend "ap$0p" if { nbsrv(app) gt 0 }\n',
          'haproxy.d/2.cfg': '# app\nbackend app\n    server app 10.0.0.1:80 track app/app\n',
        },
        'web',
      ),
    ).toEqual({
      'haproxy.d/1.cfg': 'frontend f\n    use_backend "web" if { nbsrv(web) gt 0 }\n',
      'haproxy.d/2.cfg': '# app\nbackend web\n    server app 10.0.0.1:80 track web/app\n',
    });
  });

  test.each([
    [
      'frontend f\n    acl a$0 path /\n    http-request deny if !a { path /a }\n',
      'b',
      'frontend f\n    acl b path /\n    http-request deny if !b { path /a }\n',
    ],
    [
      'frontend f\n    http-request set-var(txn.$0a) src\n    http-request deny if { var(txn.a) -m found }\n',
      'sess.b',
      'frontend f\n    http-request set-var(sess.b) src\n    http-request deny if { var(sess.b) -m found }\n',
    ],
    [
      'vrrp_script $0c {\n}\nvrrp_instance V {\n    track_script {\n        c weight 2\n    }\n}\n',
      'chk',
      'vrrp_script chk {\n}\nvrrp_instance V {\n    track_script {\n        chk weight 2\n    }\n}\n',
    ],
    [
      '$IF$0=eth0\nvrrp_instance V {\n    interface $IF\n}\n',
      'NIC',
      '$NIC=eth0\nvrrp_instance V {\n    interface $NIC\n}\n',
    ],
  ])('%j as %s', (text, name, expected) => {
    expect(one(text, name)).toBe(expected);
  });

  test.each([
    ['backend $0a\nbackend b\n', 'b', '"b" is the name of another backend already.'],
    ['backend $0a\nfrontend b\n', 'b', '"b" is the name of another frontend already.'],
    ['backend $0a\n', 'b c', '" " cannot stand in a name'],
    ['backend $0a\n', '', 'at least one character'],
    ['frontend f\n    acl $0a path /\n    acl b path /b\n', 'b', '"b" is the name of another ACL already.'],
    ['frontend f\n    acl $0a path /\n', 'or', 'a word of the language'],
    ['frontend f\n    acl $0a path /\n', 'TRUE', 'defines itself'],
    ['frontend f\n    acl $0a path /\n    http-request deny if b\n', 'b', 'is used already'],
    ['frontend f\n    http-request deny if METH_$0GET\n', 'b', 'is declared in no file'],
    ['frontend f\n    http-request set-var(txn.$0a) src\n', 'b', 'A variable starts with'],
    [
      'frontend f\n    http-request set-var(txn.$0a) src\n    http-request set-var(txn.b) src\n',
      'txn.b',
      '"txn.b" is the name of another variable already.',
    ],
    ['peers p\n    peer $0lb1 10.0.0.1:1024\n', 'lb9', 'A peer has the name of its machine'],
    ['vrrp_script $0c {\n}\n', 'a b', 'A blank cannot stand in a name.'],
    ['vrrp_script $0c {\n}\n', '@b', 'means something else'],
    ['vrrp_script $0c {\n}\nvrrp_script d {\n}\n', 'd', '"d" is the name of another vrrp_script already.'],
    ['frontend f\n    bind$0 :80\n', 'd', 'There is no name here'],
  ])('refuses %j as %j', (text, name, expected) => {
    expect(one(text, name)).toEqual({ refused: expect.stringContaining(expected) });
  });

  test('of a name that two files declare happens where it is declared', () => {
    const files = {
      'haproxy.d/f.cfg': 'frontend f\n    default_backend $0app\n',
      'haproxy.d/a.cfg': 'backend app\n',
      'haproxy.d/b.cfg': 'backend app\n',
    };
    expect(renamed(files, 'web')).toContain('several files');
  });

  test('takes in the other nodes where the settings ask for it', () => {
    const node = (priority: number, more = ''): string =>
      `vrrp_script chk {\n    script "/bin/true"\n}\n${more}vrrp_instance V {\n    state BACKUP\n    interface eth0\n    virtual_router_id 5\n    priority ${priority}\n    virtual_ipaddress {\n        10.0.0.1/24\n    }\n    track_script {\n        chk\n    }\n}\n`;
    const changed = (allNodes: boolean, more = ''): unknown => {
      const files = new Map([
        ['lb1/keepalived.conf', node(100)],
        ['lb2/keepalived.conf', node(90, more)],
      ]);
      const snapshot = snapshotOf(files, { rename: { allNodes } });
      const result = renameOnNodes(snapshot, 'lb1/keepalived.conf', node(100).indexOf('chk'), 'alive');
      return 'refused' in result ? result.refused : result.edits.map(({ path }) => path);
    };
    expect(changed(false)).toEqual(['lb1/keepalived.conf', 'lb1/keepalived.conf']);
    expect(changed(true)).toEqual([
      'lb1/keepalived.conf',
      'lb1/keepalived.conf',
      'lb2/keepalived.conf',
      'lb2/keepalived.conf',
    ]);
    expect(changed(true, 'vrrp_script alive {\n}\n')).toBe(
      '"alive" is the name of another vrrp_script already. (lb2/keepalived.conf)',
    );
  });

  test('offers the name alone', () => {
    const text = 'backend b\n    server s 10.0.0.1:80 track "b/s"\n';
    const snapshot = snapshotOf(new Map([['haproxy.cfg', text]]));
    const found = renamableAt(snapshot, 'haproxy.cfg', text.lastIndexOf('s"'));
    expect('refused' in found ? found : text.slice(found.range.start, found.range.end)).toBe('s');
    expect(renamableAt(snapshot, 'haproxy.cfg', 2)).toEqual({ refused: expect.stringContaining('no name here') });
    expect(renamableAt(snapshot, 'nowhere.cfg', 2)).toHaveProperty('refused');
  });
});
