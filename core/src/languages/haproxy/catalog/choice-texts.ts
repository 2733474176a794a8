/**
 * What the words mean that arguments may be: `@` names keywords, or an argument wherever it stands (`:level`), or all of
 * them (`*`); below it stand words, several with blanks, and their text.
 */
export const generalTexts = `
@ *
on: Switches it on.
off: Switches it off.
auto: HAProxy decides by what the machine and the libraries offer.
none: Nothing of this kind.
all: Every one of them.
table: The name of the table, where it is that of another section.
from: The \`defaults\` section whose settings this one takes, by its name.
len: How many characters are kept of it.
id: The number of a capture slot that is declared elsewhere.
name: A name for it, which other lines can refer to.
reason: The text behind the status on the first line of the answer.
status: The status of the answer, a number.
prefix: Only those whose name starts so.
profile: The log profile that says how the line is written.
comment: A remark for the log and the statistics page where this step fails.
realm: What the browser shows when it asks for name and password.
request: What clients send to servers.
response: What servers send to clients.
both: In both directions.
user: The name of an account.
group: The name of a group of accounts.
mode: The rights of the file, in octal digits.
uid gid: The number of the account or group.
ipv4: IPv4 addresses only, or first.
ipv6: IPv6 addresses only, or first.
h1: HTTP/1, in clear or behind TLS.
h2: HTTP/2.
h3: HTTP/3, over QUIC.
fcgi: FastCGI.
http/1.1: HTTP/1.1, as TLS negotiates it.
quic: QUIC, for HTTP/3.
spop: The protocol of agents that filters talk to.
rev: Reverse HTTP: the other side opens the connection.
str: The whole name is the one given.
beg: The name starts so.
end: The name ends so.
sub: The name holds this somewhere.
reg: The name matches a regular expression.
-m: How names are compared; without it the whole name has to be equal.
SSLv3: Broken and long switched off; no library of today offers it.
TLSv1.0: Of 1999; browsers no longer take it.
TLSv1.1: Of 2006; browsers no longer take it.
TLSv1.2: The oldest version that is still thought safe.
TLSv1.3: The newest version: fewer round trips and no weak suites.
GET: Fetches; has no body.
HEAD: As GET, without the body of the answer.
POST: Sends a body to be processed.
PUT: Sends a body to be stored.
OPTIONS: Asks what is possible; the usual method of older checks.
HTTP/1.0: Without a Host header, one request a connection.
HTTP/1.1: Servers of names expect a Host header with it.
HTTP/2: The binary protocol with many requests in one connection.
@ :level
emerg: 0, the system is unusable.
alert: 1, somebody has to act at once.
crit: 2, something essential has failed.
err: 3, an error.
warning: 4, something that may become an error.
notice: 5, normal and worth a line: servers going up and down.
info: 6, ordinary lines such as one a request.
debug: 7, only for finding mistakes.
silent: No line at all.
@ level
user: May look at statistics only, without what is sensitive.
operator: May look at everything, and make changes that are not sensitive; the default.
admin: May change everything: servers, maps, certificates.
@ :facility
local0 local1 local2 local3 local4 local5 local6 local7: One of eight that are free for own use.
daemon: Programs in the background.
user: Programs of users.
kern: The kernel's.
mail: Mail.
auth auth2: Logins and rights.
syslog: The log service's own.
lpr: Printing.
news: Net news.
uucp: UUCP.
cron cron2: Jobs at given times.
ftp: File transfer.
ntp: Time of day.
audit: Audit trails.
@ log
global: The log lines of the \`global\` section.
stdout: HAProxy's standard output, for containers.
stderr: HAProxy's standard error.
/dev/log: The socket of the local log service; it has to be inside of the chroot.
len: Longer lines are cut there; 1024 by default.
format: How a line is framed: rfc3164, rfc5424, short, raw, iso, local …
sample: Only one line out of some, such as \`1:10\`.
profile: The log profile that says how lines are written.
@ :status
200: Fine.
400: The request is broken.
401: Name and password are wanted.
403: Forbidden.
404: Nothing is there.
405: The method is not allowed here.
407: The proxy wants name and password.
408: The client was too slow to send its request.
410: It was there and is gone for ever.
413: The body is too large.
414: The address is too long.
421: Sent to a server that does not serve this name.
422: Understood, and cannot be done.
425: Too early: not in data that may be a replay.
429: Too many requests; the usual answer of a rate limit.
431: The headers are too large.
500: An error inside of the server.
501: Not implemented.
502: The server's answer was broken, or there was none.
503: No server is there to answer.
504: The server took too long.
@ ok-status, error-status, tout-status
L7OK: The check's rules are satisfied.
L7OKC: As L7OK, but the server takes no new clients.
L7RSP: The answer was not understood.
L7STS: The answer says that something is wrong.
L7TOUT: The answer came too late.
L6OK: TLS is up.
L6RSP: TLS failed.
L6TOUT: TLS took too long.
L4OK: The connection is up.
L4CON: The connection failed.
@ redirect, http-request redirect, http-response redirect
location: The whole new address is given, whatever the old one was.
prefix: The old path and query are put behind what is given.
scheme: The same host and path under another scheme, as from http to https.
code: The status: 301 and 308 are kept by browsers, 302, 303 and 307 are not.
drop-query: Leaves the query away (with \`prefix\`).
append-slash: Adds the slash that is missing at the end of the path; with \`drop-query\`.
set-cookie: Sets a cookie with the answer.
clear-cookie: Takes a cookie away with the answer.
ignore-empty: No redirect where the address comes out empty.
keep-query: Keeps the query (with \`location\`).
@ cookie
rewrite: The server sets the cookie, and HAProxy replaces its value.
insert: HAProxy adds the cookie by itself where the client has none.
prefix: HAProxy puts the server's name in front of an application's own cookie.
indirect: Servers never see the cookie, and it is set only where the client lacks it.
nocache: Answers that set the cookie are marked so that no cache hands them to others.
postonly: Set in answers to POST requests only.
preserve: A cookie that the server sets itself is left as it is.
httponly: Scripts in the browser cannot read it.
secure: Browsers send it over TLS only.
domain: The domain for which browsers send it; it may be given several times.
maxidle: Ignored when it was not used for so long; with \`insert\`.
maxlife: Ignored when it is older than this, used or not; with \`insert\`.
dynamic: Values are made from each server's address and \`dynamic-cookie-key\`, equal on all nodes.
attr: Any other attribute, such as \`SameSite=Lax\`.
@ type
ip ipv4: Keys are IPv4 addresses; an IPv6 one is not stored unless it maps to IPv4.
ipv6: Keys are IPv6 addresses; IPv4 ones are stored as mapped.
integer: Keys are numbers of 32 bits.
string: Keys are texts, cut at \`len\` (32 by default).
binary: Keys are bytes, cut at \`len\` (32 by default).
tcp-check: Sends and expects what the \`tcp-check\` lines say.
httpchk: An HTTP request.
ssl-hello-chk: A handshake of SSLv3, which modern servers refuse.
smtpchk: The greeting of a mail server.
pgsql-check: The start of a PostgreSQL login.
redis-check: PING to a Redis server.
mysql-check: The start of a MySQL login.
ldap-check: An anonymous LDAP bind.
spop-check: The greeting of an agent of a filter.
@ store
bytes_in_cnt: Bytes that clients sent, in all.
bytes_out_cnt: Bytes that servers sent, in all.
bytes_in_rate(: Bytes from clients in the period that is given.
bytes_out_rate(: Bytes from servers in the period that is given.
conn_cnt: Connections since the entry was made.
conn_cur: Connections that are open now.
conn_rate(: New connections in the period that is given.
gpc0: A counter that rules raise by \`sc-inc-gpc0\`.
gpc0_rate(: How fast that counter grew in the period that is given.
gpc1: A second counter that rules raise, by \`sc-inc-gpc1\`.
gpc1_rate(: How fast the second counter grew in the period that is given.
gpc(: So many counters that rules raise, by their number.
gpc_rate(: How fast each of so many counters grew in the period that is given.
gpt0: A number that rules set by \`sc-set-gpt0\`, as a mark.
gpt(: So many numbers that rules set, by their place.
glitch_cnt: Oddities in the protocol of the connection, in all.
glitch_rate(: Oddities in the protocol in the period that is given.
http_req_cnt: Requests since the entry was made.
http_req_rate(: Requests in the period that is given, the usual measure of a limit.
http_err_cnt: Requests that were answered with a client's error (4xx), in all.
http_err_rate(: Client's errors (4xx) in the period that is given.
http_fail_cnt: Answers that were a server's error (5xx), in all.
http_fail_rate(: Server's errors (5xx) in the period that is given.
server_id: The server that \`stick\` remembers, by its number.
server_key: The server that \`stick\` remembers, by its name or address.
sess_cnt: Sessions that the connection rules let pass, in all.
sess_rate(: Sessions that the connection rules let pass, in the period that is given.
@ srvkey
addr: The server is remembered by its address: nodes may name it otherwise.
name: The server is remembered by its name.
@ compression
algo: The methods for answers, the best that the client takes.
type: The types of content that are compressed.
offload: Servers are not asked to compress, HAProxy does it.
direction: Whether requests, answers or both are compressed.
algo-req: The method for requests.
algo-res: The methods for answers.
type-req: The types of requests that are compressed.
type-res: The types of answers that are compressed.
minsize-req: Smaller requests stay as they are.
minsize-res: Smaller answers stay as they are.
@ :algorithm
gzip: The usual method, with a checksum.
deflate: zlib, which some old clients misread.
raw-deflate: Deflate without a header.
identity: Changes nothing; for tests.
cubic: The usual control of congestion, grows fast after a loss.
newreno: The classical control of congestion, slower after losses.
nocc: No control: only for tests in a network of one's own.
bbr: By measured bandwidth and delay instead of losses.
@ balance uri
whole: The query counts, too.
len: Only the first characters count.
depth: Only the first folders of the path count.
path-only: Scheme and host do not count.
@ balance url_param
check_post: Where the query lacks it, the body of a POST is searched.
@ hash-type
map-based: Even, but when a server comes or goes nearly every client changes place.
consistent: When a server comes or goes only its own clients change place.
sdbm: The usual function, even for most texts.
djb2: Sometimes better for short or numeric keys.
wt6: Made for tests with many similar keys.
crc32: The checksum, slower and even.
none: The key is a number and is taken as it is.
avalanche: Mixes the result once more: evener for similar keys.
@ hash-preserve-affinity
always: The same server is kept though it is full.
maxconn: Another server where the chosen one has reached \`maxconn\`.
maxqueue: Another server where the chosen one's queue is full.
@ hash-key
id: By the server's number, its place in the file.
id32: By the server's number, in all of its 32 bits.
addr: By its address: equal on all nodes whatever the order.
addr-port: By its address and port: equal on all nodes whatever the order.
guid: By its global identifier.
@ retry-on
none: Never tries again.
conn-failure: The connection could not be made; the default.
empty-response: The connection was closed before any answer.
junk-response: The answer was no HTTP.
response-timeout: The server was too slow; it may still be at work.
0rtt-rejected: The server refused early data.
all-retryable-errors: All errors at once that may be tried again; requests may then run twice.
401 403 404 408 425 429 500 501 502 503 504: The server answered with this status.
@ load-server-state-from-file
global: From the file that \`server-state-file\` in \`global\` names.
local: From a file for each backend.
none: Starts anew.
@ source
usesrc: The address that the server sees, which may be the client's (needs rights and routes).
interface: Packets leave by this interface.
clientip: The client's address, with a port that HAProxy chooses.
client: The client's address and port.
hdr_ip: An address of a header, such as X-Forwarded-For.
hdr: As \`hdr_ip\`.
`;
