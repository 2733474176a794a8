// A valid haproxy.cfg of about as many lines as asked for, with all common features mixed. The same for the same number.

/** Numbers that look random and are the same every time. @param {number} seed */
function dice(seed) {
  let state = seed;
  /** @param {number} sides */
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const head = `global
    log 127.0.0.1:514 local0
    maxconn 100000
    stats timeout 30s

defaults web
    mode http
    log global
    option httplog
    option dontlognull
    timeout connect 5s
    timeout client 30s
    timeout server 30s
    timeout http-request 10s
    default-server inter 3s fall 3 rise 2

`;

const balances = ['roundrobin', 'leastconn', 'source', 'uri', 'random', 'hdr(Host)'];
const extras = ['weight 50', 'weight 100 maxconn 300', 'backup', 'inter 5s fall 2', 'slowstart 10s', 'maxqueue 40'];

/** A site: a frontend with its rules and a few backends. @param {number} site @param {(sides: number) => number} roll */
function siteLines(site, roll) {
  const backends = 1 + roll(3);
  const lines = [
    `frontend site${site} from web`,
    `    bind 10.${(site >> 8) & 255}.${site & 255}.1:80`,
    `    acl is_host hdr(host) -i site${site}.example www.site${site}.example`,
    '    acl is_static path_beg /static /images',
    '    acl from_office src 192.0.2.0/24 198.51.100.0/24',
    '    http-request set-header X-Forwarded-Proto http unless { ssl_fc }',
    `    http-request set-var(txn.site) str(site${site})`,
    '    http-request deny deny_status 403 if { path_beg /admin } !from_office',
    '    http-request set-header X-Static yes if is_static',
    '    http-response set-header X-Frame-Options DENY',
  ];
  lines.push(`    use_backend site${site}_0 if is_host { path_beg /app0 }`);
  for (let i = 1; i < backends; i++) lines.push(`    use_backend site${site}_${i} if is_host { path_beg /app${i} }`);
  lines.push(`    default_backend site${site}_0`, '');
  for (let i = 0; i < backends; i++) {
    lines.push(
      `backend site${site}_${i} from web`,
      `    balance ${balances[roll(balances.length)]}`,
      '    option httpchk',
      `    http-check send meth GET uri /health${roll(9)} ver HTTP/1.1 hdr Host site${site}.example`,
      '    http-check expect status 200-399',
      '    option redispatch',
      `    timeout server ${20 + roll(50)}s`,
    );
    const servers = 2 + roll(8);
    for (let s = 1; s <= servers; s++) {
      const address = `10.${roll(200)}.${roll(256)}.${1 + roll(250)}:${8000 + roll(90)}`;
      lines.push(
        `    server app${s} ${address} check ${roll(2) === 0 ? (extras[roll(extras.length)] ?? '') : ''}`.trimEnd(),
      );
    }
    lines.push('');
  }
  return lines;
}

/** @param {number} lines how many, at least */
export function largeHaproxy(lines) {
  const roll = dice(lines);
  const parts = [];
  for (let site = 0, count = head.split('\n').length; count < lines; site++) {
    const added = siteLines(site, roll);
    parts.push(added.join('\n'));
    count += added.length;
  }
  return `${head}${parts.join('\n')}\n`;
}

const instanceHead = `global_defs {
    router_id lb1
    enable_script_security
    script_user root
}

vrrp_script chk_haproxy {
    script "/usr/bin/pgrep -x haproxy"
    interval 2
    weight -20
}

`;

/** A virtual router and a few virtual servers with their checks. @param {number} group @param {(sides: number) => number} roll */
function groupLines(group, roll) {
  const net = `10.${(group >> 8) & 255}.${group & 255}`;
  // An id may be there once on each interface.
  const device = `eth${Math.floor(group / 255)}`;
  const lines = [
    `vrrp_instance VI_${group} {`,
    `    state ${roll(2) === 0 ? 'MASTER' : 'BACKUP'}`,
    `    interface ${device}`,
    `    virtual_router_id ${1 + (group % 255)}`,
    `    priority ${50 + roll(150)}`,
    '    advert_int 1',
    '    virtual_ipaddress {',
    `        ${net}.100/24 dev ${device}`,
    '    }',
    '    track_script {',
    '        chk_haproxy',
    '    }',
    '}',
    '',
    `virtual_server ${net}.100 80 {`,
    '    delay_loop 5',
    '    lb_algo rr',
    '    lb_kind NAT',
    '    protocol TCP',
  ];
  for (let server = 1; server <= 2 + roll(5); server++) {
    lines.push(`    real_server ${net}.${server} 80 {`, `        weight ${1 + roll(100)}`);
    if (roll(2) === 0) lines.push('        TCP_CHECK {', '            connect_timeout 3', '        }');
    else
      lines.push(
        '        HTTP_GET {',
        '            url {',
        `                path /health${roll(9)}`,
        '            }',
        '        }',
      );
    lines.push('    }');
  }
  lines.push('}', '');
  return lines;
}

/** A keepalived.conf of about as many lines as asked for. @param {number} lines how many, at least */
export function largeKeepalived(lines) {
  const roll = dice(lines);
  const parts = [];
  for (let group = 0, count = instanceHead.split('\n').length; count < lines; group++) {
    const added = groupLines(group, roll);
    parts.push(added.join('\n'));
    count += added.length;
  }
  return `${instanceHead}${parts.join('\n')}\n`;
}
