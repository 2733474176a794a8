/** The rest of the texts of `choice-texts.ts`: options, servers, listeners and global settings. */
export const settingTexts = `
@ option forwarded
proto: Tells the scheme.
host: Tells the Host header.
host-expr: Tells a sample as the host.
by: Tells the address that the client came to.
by-expr: Tells a sample as that address.
by_port: Tells the port that the client came to.
by_port-expr: Tells a sample as that port.
for: Tells the client's address.
for-expr: Tells a sample as the client's address.
for_port: Tells the client's port.
for_port-expr: Tells a sample as the client's port.
@ option forwardfor, option originalto
except: Not for clients of these addresses, such as other proxies.
header: Another name for the header.
if-none: Only where the request has none yet; a client can then lie.
@ option http-restrict-req-hdr-names
preserve: Headers with odd names stay.
delete: Headers with odd names are taken away.
reject: Requests with such headers are refused.
@ option httplog, option tcplog
clf: The format of older web servers, for tools that expect it.
@ option mysql-check, option pgsql-check
user: The account that the check logs in with; it needs no rights.
post-41: For MySQL 4.1 and later.
pre-41: For MySQL before 4.1.
@ option smtpchk
HELO: The plain greeting.
EHLO: The greeting that asks for extensions.
@ verify
none: Certificates are not asked for, or not looked at: anybody may be the other side.
optional: Clients may have a certificate; rules decide by \`ssl_c_used\` and \`ssl_c_verify\`.
required: Without a certificate that \`ca-file\` vouches for there is no connection.
@ ssl-server-verify, httpclient.ssl.verify
none: Certificates of servers are not looked at.
required: Certificates of servers are checked.
@ observe
none: Counts nothing, whatever \`default-server\` says.
layer4: Counts connections that fail.
layer7: Counts connections that fail, and answers with a server's error.
@ on-error
fastinter: Checks come at \`fastinter\`.
fail-check: Counts as one check that failed; the default.
sudden-death: Counts so that one more failure takes the server down.
mark-down: The server is down at once.
@ on-marked-down
shutdown-sessions: Its open connections are closed, so that clients come anew to another server.
@ on-marked-up
shutdown-backup-sessions: Connections to backup servers are closed, so that clients come back.
@ init-addr
last: The address in the state file.
libc: The system's resolver, at start; HAProxy does not start where it fails and nothing follows.
none: Starts without an address, until \`resolvers\` gives one.
@ init-state
up: Takes traffic at once, and one failed check takes it down.
fully-up: Takes traffic at once, and \`fall\` checks have to fail.
down: Takes none until one check succeeds.
fully-down: Takes none until \`rise\` checks succeed.
@ resolve-opts
allow-dup-ip: Several servers may have one address.
ignore-weight: Weights in SRV records do not count.
prevent-dup-ip: No two servers get one address; the default.
@ proxy-v2-options
ssl: That TLS was used.
cert-cn: The common name of the client's certificate.
cert-key: The kind of key of the certificate.
cert-sig: How the certificate is signed.
ssl-cipher: The suite.
authority: The name that the client asked for (SNI).
crc32c: A checksum.
unique-id: The request's identifier.
@ send-proxy-v2-options
ssl: That TLS was used.
@ shards
by-thread: A socket for each thread, so that the kernel spreads connections.
by-group: A socket for each group of threads.
by-process: One socket; the default.
@ tune.listener.default-shards
by-thread: A socket for each thread.
by-group: A socket for each group of threads.
by-process: One socket for all.
@ expose-fd
listeners: The next process can take over the listening sockets: a reload loses nobody.
@ http-request set-timeout, http-response set-timeout
server: How long the server may be silent.
tunnel: How long both may be silent in a tunnel, as of WebSocket.
client: How long the client may be silent.
connect: How long connecting to the server may take.
queue: How long a request may wait for a free server.
tarpit: How long a refused client is kept waiting.
@ http-request normalize-uri
fragment-encode: Writes \`#\` as %23.
fragment-strip: Cuts from \`#\` on.
path-merge-slashes: Several slashes become one.
path-strip-dot: Takes \`/./\` out of the path.
path-strip-dotdot: Resolves \`/../\` in the path.
percent-decode-unreserved: Letters and digits are written as themselves.
percent-to-uppercase: Hexadecimal digits behind % become capitals.
query-sort-by-name: Sorts the parameters of the query by name.
strict: What is broken is refused.
full: Also resolves \`..\` beyond the beginning.
@ stats http-request
allow: Lets them see the page.
deny: Refuses the page.
auth: Asks for name and password.
`;
