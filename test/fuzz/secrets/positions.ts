import { haproxyLines } from '../../secrets/positions.ts';

/** A place where a configuration holds a secret: `SECRET` stands for it. */
export interface SecretPosition {
  readonly id: string;
  readonly file: 'haproxy.cfg' | 'keepalived.conf';
  /** The section or block that the line stands in. */
  readonly header: string;
  readonly line: string;
}

const haproxy = (header: string, line: string): SecretPosition => ({
  id: `${header.split(' ')[0]}: ${line.replace(/SECRET.*/, '').trim()}`,
  file: 'haproxy.cfg',
  header,
  line,
});

const keepalived = (header: string, line: string): SecretPosition => ({
  ...haproxy(header, line),
  file: 'keepalived.conf',
});

/** Written by hand, apart from the lists that the product goes by: what is missing there shows here. */
export const secretPositions: readonly SecretPosition[] = [
  ...Object.entries(haproxyLines).flatMap(([section, lines]) =>
    lines
      // One secret a line; and the key of an account is the name of a file, to which an editor links.
      .filter((line) => !line.includes('SECRET2') && !line.startsWith('eab-mac-key'))
      .map((line) => haproxy(section === 'global' ? section : `${section} s`, line)),
  ),
  haproxy('userlist u', 'user admin insecure-password SECRET'),
  haproxy('userlist u', 'user admin password SECRET groups g'),
  haproxy('frontend f', 'stats auth admin:SECRET'),
  haproxy('listen stats', 'stats auth "admin:SECRET"'),
  haproxy('backend b', 'http-request set-header Authorization "Bearer SECRET"'),
  haproxy('backend b', 'http-request add-header Proxy-Authorization "Basic SECRET"'),
  haproxy('frontend f', 'http-request set-header X-Api-Key SECRET'),
  haproxy('frontend f', 'http-request set-header X-Auth-Token SECRET if { src 10.0.0.1 }'),
  haproxy('backend b', 'http-check send meth GET uri /health hdr Authorization "Basic SECRET"'),
  haproxy('backend b', 'tcp-check send "AUTH SECRET\\r\\n"'),
  haproxy('backend b', 'dynamic-cookie-key SECRET'),
  haproxy('global', 'setenv DB_PASSWORD SECRET'),
  haproxy('global', 'presetenv API_TOKEN SECRET'),
  haproxy('frontend f', 'acl key_ok req.hdr(X-Api-Key) -m str SECRET'),
  haproxy('frontend f', 'http-request deny unless { req.hdr(Authorization) -m str "Bearer SECRET" }'),
  haproxy('backend b', 'http-request redirect location https://admin:SECRET@example.com/'),
  keepalived('vrrp_instance VI_1 {\n authentication {', 'auth_pass SECRET'),
  keepalived('vrrp_script chk {', 'script "/usr/bin/mysqladmin --password=SECRET ping"'),
  keepalived('vrrp_instance VI_1 {', 'notify_master "/usr/local/bin/tell --token SECRET"'),
];
