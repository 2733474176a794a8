import { describe, expect, test } from 'vitest';
import { recognise } from '#core/languages/languages.ts';
import { isTemplate, withoutTemplate } from '#core/syntax/template.ts';
import { formattingOf } from '#core/workspace/formatting.ts';
import { locate } from '#core/workspace/locate.ts';
import { namesOfFile } from '#core/workspace/references.ts';
import { snapshotOf } from '../support/workspace.ts';

const haproxyText = 'frontend web\n    bind :80\n';
const keepalivedText = 'vrrp_instance V {\n}\n';

describe('the language of a file', () => {
  test.each([
    ['/etc/haproxy/haproxy.cfg', '', 'haproxy'],
    ['roles/lb/templates/haproxy.cfg.j2', '', 'haproxy'],
    ['templates/keepalived.conf.erb', '', 'keepalived'],
    ['haproxy.d/10-web.cfg', '', 'haproxy'],
    ['keepalived/conf.d/vip.conf', '', 'keepalived'],
    ['edge.cfg', haproxyText, 'haproxy'],
    ['vips.conf', keepalivedText, 'keepalived'],
    ['edge.cfg', '[section]\nfrontend = 1\n', undefined],
    ['setup.cfg', '[metadata]\nname = global\n', undefined],
    ['grub.cfg', 'set default=0\n', undefined],
    ['my.conf', 'global {\n  listen 80;\n}\n', undefined],
    ['nginx/conf.d/vips.conf', keepalivedText, undefined],
    ['etc/nginx/sites-enabled/haproxy.conf', '', undefined],
    ['readme.md', haproxyText, undefined],
    ['60-haproxy-sysctl.conf', '', 'sysctl'],
    ['haproxy-config.template', haproxyText, 'haproxy'],
    ['templates/keepalived.tmpl', keepalivedText, 'keepalived'],
    ['haproxy.tmpl', '<p>', undefined],
  ])('%s is %s %s', (path, text, expected) => {
    expect(recognise(path, text)?.id).toBe(expected);
  });
});

describe('a template', () => {
  test.each([
    'log-format "{\\"ip\\":\\"%ci\\",\\"x\\":{%[src]}}"',
    'http-request return lf-string "{%ci %cp %%}"',
    'acl a path_reg ^/[0-9]{2}{3}$',
    'vrrp_script a { script "x" }',
  ])('is not %j', (text) => {
    expect(isTemplate(text)).toBe(false);
  });

  test('loses its statements and keeps its length and lines', () => {
    const text = 'a {{ x }} b\n{% for y in\n  z %}c{% endfor %}\n<% if q %><%= q %>{# note #}\n{{- if .V }}d{{ end }}';
    const plain = withoutTemplate(text, (mark) => '?'.repeat(mark.length));
    expect(plain.length).toBe(text.length);
    expect(plain.replaceAll(' ', '')).toBe('a???????b\n\nc\n????????\nd');
  });

  test('has comments of many lines, and expressions, too', () => {
    const long = `# ${'x '.repeat(5000)}`;
    const text = `a\n{{/*\n b\n */}}\n{{- /* c }}\n d */ -}}\n{# ${long}\n e #}\n<%# ${long}\n f %>\n<%-\n ${long}\n g %>\n{{ and\n  h }}\ni`;
    const plain = withoutTemplate(text, (mark) => mark.replace(/[^\n]/g, '?'));
    expect(plain.split('\n').length).toBe(text.split('\n').length);
    expect(plain.replaceAll(/\s/g, '')).toBe('a????????????i');
  });

  const jinja = `global
    maxconn {{ maxconn }}
    maxcon 10
{% if stats %}
    stats socket {{ socket }} mode 600 level admin
{% endif %}
frontend {{ name | default('web') }}
    bind {{ vip }}:{{ port }}{% if ssl %} ssl crt {{ cert }}{% endif %}

    mode {{ mode }}
    timeout client 30x
{% for b in backends %}
    use_backend {{ b.name }} if { hdr(host) {{ b.host }} }
{% endfor %}
    default_backend app
{% for b in backends %}
backend {{ b.name }}
{% for s in b.servers %}
    server {{ s }} {{ s }}:80 check
{% endfor %}
{% endfor %}
{{ extra }}
`;

  test('is told only what holds whatever it becomes', () => {
    const snapshot = snapshotOf(new Map([['haproxy.cfg.j2', jinja]]));
    const found = snapshot
      .findings()
      .map((finding) => `${locate(snapshot, finding.at).start.line + 1} ${finding.rule}`);
    expect(found).toEqual(['3 haproxy/unknown-keyword', '11 haproxy/invalid-time']);
  });

  test('has the names that are written in it', () => {
    const file = snapshotOf(new Map([['haproxy.cfg.j2', jinja]])).files.get('haproxy.cfg.j2');
    expect(file && namesOfFile(file).map(({ occurrence }) => occurrence.name)).toEqual(['app']);
  });

  test('is not formatted', () => {
    const instance = `vrrp_instance V {\n    interface {{ nic }}\n    virtual_router_id 51\n    priority {{ priority }}\n    virtual_ipaddress {\n        10.0.0.1/24\n    }\n}\n`;
    const snapshot = snapshotOf(
      new Map([
        ['lb1/keepalived.conf', instance],
        ['lb2/keepalived.conf', instance],
      ]),
    );
    expect(snapshot.findings()).toEqual([]);
    expect(formattingOf(snapshot, 'lb1/keepalived.conf', { indent: '\t', align: true })).toEqual([]);
  });

  test('becomes an ordinary file when its marks go, and the other way round', () => {
    const plain = 'vrrp_instance V {\n    interface eth0\n    virtual_router_id 51\n    priority 300\n}\n';
    const found = (text: string) => snapshotOf(new Map([['keepalived.conf', text]])).findings().length;
    expect(found(plain)).toBeGreaterThan(0);
    expect(found(plain.replace('300', '{{ p }}').replace('51', '{{ id }}'))).toBe(0);
  });
});
