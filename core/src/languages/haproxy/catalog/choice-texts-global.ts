/** The rest of the texts of `choice-texts.ts`: global settings, filters, log profiles, conditions of the preprocessor. */
export const globalTexts = `
@ ssl-default-bind-options, ssl-default-server-options
no-sslv3 no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13: Takes this version away; \`ssl-min-ver\` says it more clearly.
force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12 force-tlsv13: Only this version.
no-tls-tickets: No tickets: sessions are resumed from the server's memory only.
tls-tickets: Sessions may be resumed by tickets.
ssl-min-ver: The oldest version that is taken.
ssl-max-ver: The newest version that is taken.
prefer-client-ciphers: The client's order of suites counts.
strict-sni: Without a certificate for the name that is asked for there is no connection.
no-strict-sni: A name without certificate gets the first one.
@ ssl-load-extra-files
none: Only the file that is named.
bundle: Files for several kinds of keys (\`.rsa\`, \`.ecdsa\`).
sctl: Stamps of certificate transparency (\`.sctl\`).
ocsp: An answer about revocation (\`.ocsp\`).
issuer: The issuer's certificate (\`.issuer\`).
key: The private key (\`.key\`).
@ cpu-policy
none: All threads on all processors.
performance: The fastest cores only.
efficiency: The cores that use least power.
group-by-cluster: A group of threads for each cluster of cores.
group-by-ccx: A group of threads for each set of cores with a common cache.
group-by-2-ccx group-by-3-ccx group-by-4-ccx: A group of threads for some sets of cores with a common cache.
group-by-2-clusters group-by-3-clusters group-by-4-clusters: A group of threads for some clusters of cores.
first-usable-node: One node of memory only; the usual choice.
resource: As few cores as possible.
@ cpu-set
reset: Forgets what the service was started with.
drop-cpu drop-node drop-cluster drop-core drop-thread: Does not use these.
only-cpu only-node only-cluster only-core only-thread: Uses these only.
@ default-path
current: Relative paths count from where HAProxy was started.
config: Relative paths count from the folder of the file that holds them.
parent: Relative paths count from the folder above the file's.
origin: Relative paths count from the folder that is given.
@ hold
valid: How long an answer counts.
nx: How long "no such name" counts.
refused: How long a refusal counts.
timeout: How long silence counts.
obsolete: How long an address that is no longer in the answer stays.
other: How long any other error counts.
@ quic-socket, tune.quic.socket-owner
connection: A socket for each connection; the default.
listener: One socket for all connections of the listener.
@ severity-output
none: No number before a message.
number: The level as a number in front.
string: The level as a word in front.
@ :layer
layer4: What says who the client is comes first on the connection, before TLS.
@ ws
auto: HTTP/2 where the server offers it for WebSocket.
h1: HTTP/1.1 for WebSocket.
h2: HTTP/2 for WebSocket.
@ user
password: A hash, as \`mkpasswd\` makes it.
insecure-password: The password as it is written.
groups: The groups that the account is in.
@ group
users: The accounts that are in it.
@ keytype
RSA: Keys of RSA, which every client takes.
ECDSA: Keys of elliptic curves, smaller and faster.
@ master-worker
no-exit-on-failure: The master goes on when a worker dies.
@ unix-bind
prefix: Put before the path of every socket.
@ setcap
cap_net_bind_service: May listen on ports below 1024.
cap_net_raw: May bind addresses of others, and use interfaces.
cap_net_admin: May bind addresses of others, and mark packets.
cap_sys_admin: May change namespaces.
@ tune.h2.log-errors
connection: Errors of whole connections.
stream: Errors of connections and of single streams.
@ tune.takeover-other-tg-connections
restricted: Only where the protocol forbids to open another one.
full: Idle connections of other groups of threads, too.
@ set-dumpable
libs: As on, and keeps the libraries at hand for whoever reads the core file.
@ profiling.tasks
lock no-lock: Counts the waiting for locks, too, or not.
memory no-memory: Counts memory, too, or not.
@ tune.lua.bool-sample-conversion
normal: True and false stay what they are in Lua.
pre-3.1-bug: True and false become 1 and 0, as before 3.1.
@ harden.reject-privileged-ports.tcp, harden.reject-privileged-ports.quic
on: Clients that come from a port below 1024 are refused.
@ http-request wait-for-body, http-response wait-for-body
time: How long it waits at most.
at-least: So many bytes are enough.
@ :word
rst-ttl: How many hops the reset goes, so that the machine in front sees it and the client does not.
@ http-request use-service, tcp-request content use-service
prometheus-exporter: Gives HAProxy's counters in the format of Prometheus.
lua.: A service that a Lua script registers.
@ :facility
alert: Alerts about audit trails.
@ close-spread-time
infinite: As long as it takes: connections close when they are idle.
@ cpu-affinity
per-core: Each thread on its own core.
per-group: Each thread on all processors of its group.
per-thread: Each thread on one processor.
per-ccx: Each thread on the processors that share a cache.
@ external-check
preserve-env: Checks see HAProxy's own environment.
@ lua-prepend-path
path: Where modules written in Lua are searched.
cpath: Where compiled modules are searched.
@ ssl-security-level
0: Takes anything, broken keys and suites included.
1: At least 80 bits of security.
2: At least 112 bits: keys of RSA of 2048 bits.
3: At least 128 bits: keys of RSA of 3072 bits.
4: At least 192 bits.
5: At least 256 bits.
@ :processes
odd: Every second process, from the first.
even: Every second process, from the second.
@ tune.listener.multi-queue
fair: Connections go round all threads, whatever their load.
@ tune.lua.openlibs
io: Reading and writing files.
os: Time, environment and running programs.
string: Texts.
math: Numbers.
utf8: Texts in UTF-8.
package: Loading further modules.
debug: Looking into running code.
coroutine: Functions that wait for each other.
table: Lists.
@ tune.quic.fe.sock-per-conn
default-on: A socket for each connection, unless a listener says otherwise.
force-off: One socket for all connections of a listener, everywhere.
@ filter trace
name: What its lines are marked with.
random-forwarding: Lets parts of the data through at random.
random-parsing: Looks at parts of the data at random.
hexdump: Shows the data.
quiet: Says less.
@ filter spoe
engine: Which engine of the file is meant.
config: The file that describes messages and agents.
@ filter opentracing
config: The file that describes what is traced.
@ filter bwlim-in, filter bwlim-out
default-limit: Bytes in each period, for each stream by itself.
default-period: The length of a period.
limit: Bytes in each second for all streams of one key.
key: The sample by which streams share the limit.
table: The stick table that counts bytes by key.
min-size: Fewer bytes are never sent at once.
@ server-state-file-name
use-backend-name: The file is called like the backend.
@ option use-small-buffers
queue: For requests that wait for a server.
l7-retries: For requests that are kept to be tried again.
check: For health checks.
@ tout-status
L4TOUT: The connection took too long.
@ switch-mode
http: From now on the connection is read as HTTP.
proto: Which version of HTTP it is.
@ tcp-ss
0: The kernel keeps nothing of the first packet.
1: The kernel keeps the first packet's headers behind the link.
2: The kernel keeps the first packet's headers with those of the link.
@ log-proto
legacy: One line a message.
octet-count: The length stands before each message, so that it may hold line feeds.
@ usesrc
client: The client's address and port.
clientip: The client's address, with another port.
@ format
iso: The time as ISO 8601, then the text.
local: As \`rfc3164\` without the host.
priority: The level in angle brackets, then the text; for systemd.
raw: The text alone; for containers.
rfc3164: The old framing of syslog, the default.
rfc5424: The new framing of syslog, with structured data.
short: The level and the text.
timed: The level, the time and the text.
@ option host
replace: The host is written anew.
fill: The host is written where it is missing.
keep: The host stays as the sender wrote it.
append: The own host is put behind the sender's.
@ on
step: What the log lines of this step look like.
accept: When the client has connected.
connect: When the server has been connected.
close: At the end.
error: For what went wrong.
any: Every step that has no line of its own.
http-req: For \`do-log\` in \`http-request\` rules.
http-res: For \`do-log\` in \`http-response\` rules.
http-after-res: For \`do-log\` in \`http-after-response\` rules.
quic-init: For \`do-log\` in \`quic-initial\` rules.
tcp-req-conn: For \`do-log\` in \`tcp-request connection\` rules.
tcp-req-sess: For \`do-log\` in \`tcp-request session\` rules.
tcp-req-cont: For \`do-log\` in \`tcp-request content\` rules.
tcp-res-cont: For \`do-log\` in \`tcp-response content\` rules.
format: The text of the line.
sd: The structured data of the line.
drop: No line for this step.
@ log-stderr
global: As the \`log\` lines of \`global\` say.
@ trace
applet: HAProxy's own services.
check: Health checks.
hlua: Lua.
peers: The exchange of stick tables between nodes.
qmux: Streams of QUIC.
session: Sessions.
ssl: TLS.
ssl-ocsp: Answers about revocation.
stream: Streams.
acme: Certificates that are ordered.
sink: Where the trace is written.
level: Which events.
verbosity: How much of each.
start: What it begins with.
stop: What it ends with.
pause: What it pauses with.
follow: Also what belongs to another trace.
lock: Which object is followed.
@ challenge
http-01: The issuer asks over HTTP for a file.
dns-01: The issuer asks for a record of the name.
dns-persist-01: The issuer asks for a record that stays.
@ challenge-ready
cli: Somebody says so at the run-time API.
dns: The record can be seen.
delay: Some time has passed.
@ curves
P-256: The usual curve.
P-384: A larger curve.
P-521: The largest curve.
@ eab-mac-alg
HS256 HS384 HS512: The hash with which the account is bound.
@ .if, .elif
true: Always.
false: Never.
defined(: An environment variable is set.
enabled(: HAProxy runs with this feature switched on.
feature(: HAProxy was built with this feature.
version_atleast(: HAProxy is this version or newer.
version_before(: HAProxy is older than this version.
streq(: Two texts are equal.
strneq(: Two texts differ.
strstr(: The first text holds the second one.
openssl_version_atleast(: The library of TLS is this version or newer.
openssl_version_before(: The library of TLS is older than this version.
ssllib_name_startswith(: The library of TLS has a name that starts so.
awslc_api_atleast(: The interface of AWS-LC is this one or newer.
awslc_api_before(: The interface of AWS-LC is older than this.
`;
