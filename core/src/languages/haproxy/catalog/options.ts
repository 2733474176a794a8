import type { Keyword } from '../../../catalog/keyword.ts';
import { optionPlaces } from './facts.ts';
import { readKeywords } from './spec.ts';

/** What follows `option`; where they may stand is what the program says. */
export const optionKeywords = (): readonly Keyword[] =>
  readKeywords(`
@ option
abortonclose | | Gives up queued requests of clients that have gone.
accept-invalid-http-request !accept-unsafe-violations-in-http-request | | Accepts requests that violate the standard.
accept-invalid-http-response !accept-unsafe-violations-in-http-response | | Accepts responses that violate the standard.
accept-unsafe-violations-in-http-request | | Accepts requests that violate the standard in dangerous ways.
accept-unsafe-violations-in-http-response | | Accepts responses that violate the standard in dangerous ways.
allbackups | | Uses all backup servers together instead of the first only.
checkcache | | Refuses cacheable responses that set a cookie.
clitcpka | | TCP keep-alives towards clients.
contstats | | Counts bytes while a transfer runs, not at its end.
disable-h2-upgrade | | HTTP/1 connections do not become HTTP/2.
dontlog-normal | | Logs only what failed.
dontlognull | | No log line for connections on which nothing was sent, such as those of port checks.
external-check | | Health checks run a program (\`external-check command\`).
forceclose $2.0 !httpclose | | The old name of \`option httpclose\`.
forwarded | ?option=proto,host,host-expr,by,by-expr,by_port,by_port-expr,for,for-expr,for_port,for_port-expr* | Adds a Forwarded header (RFC 7239).
forwardfor | ?option=except,header,if-none* | Adds the client’s address in the header X-Forwarded-For.
h1-case-adjust-bogus-client | | Writes header names towards clients as \`h1-case-adjust\` says.
h1-case-adjust-bogus-server | | Writes header names towards servers as \`h1-case-adjust\` says.
http-buffer-request | | Waits for a request’s whole body, as far as it fits in a buffer.
http-drop-request-trailers | | Removes trailers of requests.
http-drop-response-trailers | | Removes trailers of responses.
http-ignore-probes | | Neither logs nor answers connections that send nothing.
http-keep-alive | | Keeps connections on both sides; the default.
http-no-delay | | Sends every piece of data at once.
http-pretend-keepalive | | Does not tell servers that their connection will be closed.
http-restrict-req-hdr-names | action=preserve,delete,reject | What happens to requests’ headers with characters other than letters, digits and dashes.
http-server-close | | Closes the server’s side after each response and keeps the client’s.
http-tunnel $2.1 | | A tunnel after the first request; no longer supported.
http-use-proxy-header | | Reads Proxy-Connection in place of Connection, for forward proxies.
httpchk | ?method=OPTIONS,GET,HEAD,POST ?uri ?version=HTTP/1.0,HTTP/1.1 | Health checks ask over HTTP; any 2xx or 3xx status is good. It works only on servers with \`check\`.
httpclose | | Closes both sides after each response.
httplog | ?format=clf | Log lines with the HTTP request, status, timers and queue lengths.
httpslog | | The HTTP log line with details of TLS.
idle-close-on-response | | Lets clients finish on idle connections when the process stops.
independent-streams | | Timeouts of reading and writing do not refresh each other.
ldap-check | | Health checks speak LDAP.
log-health-checks | | Logs changes of health checks’ results.
log-separate-errors | | Logs failures at level \`err\`.
logasap | | Logs without waiting for the end of the transfer.
mysql-check | ?option=user ?name ?version=post-41,pre-41 | Health checks speak MySQL’s protocol, with a user that may log in.
nolinger | | Closes connections with a reset; loses data.
originalto | ?option=except,header* | Adds the address that the client connected to in the header X-Original-To.
persist | | Follows persistence even to servers that are down.
pgsql-check | option=user name | Health checks speak PostgreSQL’s protocol.
prefer-last-server | | Keeps a client on its last server where that is possible.
redis-check | | Health checks speak Redis’ protocol.
redispatch | ?interval | Lets a retried request go to another server than the one its cookie names.
smtpchk | ?greeting=HELO,EHLO ?domain | Health checks speak SMTP.
socket-stats | | Counts each listening socket by itself.
splice-auto | | Forwards data inside the kernel where it seems worth it.
splice-request | | Forwards requests inside the kernel.
splice-response | | Forwards responses inside the kernel.
spop-check | | Health checks speak the protocol of SPOE agents.
srvtcpka | | TCP keep-alives towards servers.
ssl-hello-chk | | Health checks send an SSLv3 hello; better is \`check-ssl\`.
tcp-check | | Health checks follow the \`tcp-check\` rules; without any, they connect.
tcp-smart-accept | | Saves a packet when connections are accepted.
tcp-smart-connect | | Saves a packet when servers are connected.
tcpka | | TCP keep-alives on both sides.
tcplog | ?format=clf | Log lines with timers and byte counts of TCP sessions.
transparent | | Connects to the address that the client asked for. It has nothing to do with binding a virtual IP: that is \`transparent\` on the bind line.
use-small-buffers | ?type=queue,l7-retries,check* | Uses small buffers where a request waits.
`).map((keyword) => ({ ...keyword, name: `option ${keyword.name}`, ...optionPlaces(keyword.name) }));
