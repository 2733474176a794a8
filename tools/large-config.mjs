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
